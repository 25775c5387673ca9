"""What is told here becomes a note on each page, once; and what people note there is told here."""

import re
from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.events import IncidentClosed, IncidentUpdated, PageAdopted
from bot.domain.paging import Noted, PagesRead, PageState, service_of
from bot.integrations.pagerduty.effects.hands import NOT_FOUND, PagerDutyEffects
from bot.ports import Run, on
from bot.store import taxonomy
from bot.store.who import people


def marker(ref: str, delivery: int) -> str:
    """Give the last words of a note of ours: they know it again, and keep it from coming back as theirs."""
    return f"({ref}, Firebell {delivery})"


OURS = re.compile(r"\(inc-\d+, Firebell \d+\)\s*\Z")


def is_ours(words: str) -> bool:
    return OURS.search(words) is not None


class NotingEffects(PagerDutyEffects):
    @on(
        IncidentUpdated,
        IncidentClosed,
        when=lambda event: bool(event.message),
        quiet=True,
    )
    async def write_note(self, run: Run) -> None:
        """Tell who is called what is new; of a private incident nothing."""
        event = run.event
        assert isinstance(event, IncidentUpdated | IncidentClosed)
        if run.incident.private:
            return
        last = marker(run.incident.ref, run.delivery)
        services = (await self.db.read(taxonomy.load)).services
        for page in run.incident.pages:
            wanted = page.id and page.is_open and service_of(services, page.service).sends("notes")
            if wanted and not (run.again and await self._is_there(page.id, last)):
                who = (await self.db.read(people.get, event.by)).name if event.by else "Firebell"
                note = {"note": {"content": f"{who}: {event.message} {last}"}}
                sender = await self._sender(event.by)
                await self.pagerduty.write("POST", f"/incidents/{page.id}/notes", note, sender)

    @on(PageAdopted, mirror=True, quiet=True)
    async def read_notes(self, run: Run) -> PagesRead | None:
        """Read them all, the oldest first: which of them is new is known by its id."""
        found: list[Noted] = []
        for page in run.incident.pages:
            if page.id and page.state is not PageState.LOST:
                notes = reversed(await self._notes(page.id))
                found += [_noted(page.id, note) for note in notes if not is_ours(str(note.get("content")))]
        return PagesRead(notes=tuple(found)) if found else None

    async def _notes(self, page: str) -> list[dict[str, Any]]:
        try:
            answer = await self.pagerduty.read(f"/incidents/{page}/notes")
        except PermanentError as error:
            if error.code in NOT_FOUND:
                return []
            raise
        notes: list[dict[str, Any]] = answer["notes"]
        return notes

    async def _is_there(self, page: str, last: str) -> bool:
        answer = await self.pagerduty.get(f"/incidents/{page}/notes")
        return any(last in str(note.get("content")) for note in answer["notes"])


def _noted(page: str, note: dict[str, Any]) -> Noted:
    who = (note.get("user") or {}).get("summary") or ""
    return Noted(page, str(note["id"]), str(note.get("content") or ""), str(who))
