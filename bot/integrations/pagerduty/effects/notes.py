"""What is told here becomes a note on each page, once; and what people note there is told here."""

import re
from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.events import Event, IncidentClosed, IncidentUpdated, LinkMade, PageAccepted, PageAdopted
from bot.domain.incident import LinkKind
from bot.domain.paging import Noted, Page, PagesRead, service_of
from bot.domain.systems.exchange import Exchange, Way
from bot.integrations.pagerduty.effects.hands import NOT_FOUND, PagerDutyEffects, in_slack
from bot.ports import Run, on
from bot.store import taxonomy, timeline
from bot.store.who import people


def marker(ref: str, event: int) -> str:
    """Give the last words of a note of ours: they know it again, and keep it from coming back as theirs."""
    return f"({ref}, Firebell {event})"


OURS = re.compile(r"\(inc-\d+, Firebell \d+\)\s*\Z")


def is_ours(words: str) -> bool:
    return OURS.search(words) is not None


Telling = IncidentUpdated | IncidentClosed | LinkMade


def words_of(event: Event) -> str:
    """Give what a note says because of it; empty where there is none."""
    match event:
        case IncidentUpdated() | IncidentClosed():
            return event.message
        case LinkMade(kind=LinkKind.CHANNEL):
            return in_slack(event.url)
        case _:
            return ""


class NotingEffects(PagerDutyEffects):
    @on(
        IncidentUpdated,
        IncidentClosed,
        LinkMade,
        PageAccepted,
        when=lambda event: isinstance(event, PageAccepted) or bool(words_of(event)),
        quiet=True,
    )
    async def write_note(self, run: Run) -> None:
        """Tell who is called what is new, and once PagerDuty took a page, what came up until then.

        What ends a page is told there too. Of a private incident nothing.
        """
        assert run.event
        if run.incident.private:
            return
        services = (await self.db.read(taxonomy.load)).services
        told = await self.db.read(_told, run)
        with self._looking(run):
            for page in self._pages(run.incident):
                if page.was_open(run.event.at) and service_of(services, page.service).sends("notes"):
                    await self._write(run, page, told.get(page.key, []))

    async def _write(self, run: Run, page: Page, told: list[tuple[int, Telling]]) -> None:
        leads = any(isinstance(event, LinkMade) for _, event in told)
        there = await self._there(page.id) if told and (run.again or leads) else []
        for number, event in told:
            last = marker(run.incident.ref, number)
            known = words_of(event) if isinstance(event, LinkMade) else last
            if not any(known in words for words in there):
                who = (await self.db.read(people.get, event.by)).name if event.by else "Firebell"
                note = {"note": {"content": f"{who}: {words_of(event)} {last}"}}
                sender = await self._sender(event.by)
                exchange = Exchange(self.source.system, Way.THERE, page.id, "note")
                await self.pagerduty.write("POST", f"{self._path(page.id)}/notes", note, sender, exchange)

    async def _there(self, page: str) -> list[str]:
        """Give all that it says, by which a page may lead to the channel already."""
        notes = [str(note.get("content")) for note in await self._notes(page)]
        answer = await self.pagerduty.read(self._path(page), **{"include[]": ["body"]})
        return [*notes, str((answer["incident"].get("body") or {}).get("details") or "")]

    @on(PageAdopted, mirror=True, quiet=True)
    async def read_notes(self, run: Run) -> PagesRead | None:
        """Read them all, the oldest first: which of them is new is known by its id."""
        found: list[Noted] = []
        for page in self._pages(run.incident):
            notes = reversed(await self._notes(page.id))
            found += [_noted(page.id, note) for note in notes if not is_ours(str(note.get("content")))]
        return PagesRead(notes=tuple(found)) if found else None

    async def _notes(self, page: str) -> list[dict[str, Any]]:
        try:
            answer = await self.pagerduty.read(f"{self._path(page)}/notes")
        except PermanentError as error:
            if error.code in NOT_FOUND:
                return []
            raise
        notes: list[dict[str, Any]] = answer["notes"]
        return notes


def _told(run: Run) -> dict[str, list[tuple[int, Telling]]]:
    """Give what this run tells each page, by its key: events with their numbers.

    Each page hears of each event once: of those since PagerDuty took it because of them, of all before
    because it took it.
    """
    event, number, pages = run.event, run.number, run.incident.pages
    if isinstance(event, PageAccepted):
        asked = {page.key: page.asked_at for page in pages if page.key == event.page}
        earlier = timeline.numbered(run.incident.id, IncidentUpdated, IncidentClosed, LinkMade)
        told = [
            (at, one) for at, one in earlier if isinstance(one, Telling) and words_of(one) and at < number
        ]
        return {key: [one for one in told if one[1].at >= since] for key, since in asked.items()}
    assert isinstance(event, Telling)
    accepted = timeline.numbered(run.incident.id, PageAccepted)
    taken = {one.page: at for at, one in accepted if isinstance(one, PageAccepted)}
    return {page.key: [(number, event)] for page in pages if taken.get(page.key, 0) < number}


def _noted(page: str, note: dict[str, Any]) -> Noted:
    who = (note.get("user") or {}).get("summary") or ""
    return Noted(page, str(note["id"]), str(note.get("content") or ""), str(who))
