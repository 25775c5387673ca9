"""Keep a page equal to its incident, and read how it is."""

from collections.abc import Mapping
from typing import Any

import structlog

from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import (
    Event,
    IncidentClosed,
    IncidentMerged,
    IncidentReopened,
    IncidentUpdated,
    MadePrivate,
    PageAccepted,
    PageMoved,
    SyncResumed,
    TextRedacted,
    TicketMoved,
)
from bot.domain.incident import Incident
from bot.domain.paging import Page, PagesRead, PageState, Seen, service_of
from bot.domain.paging.reading import service_as_seen, wanted_state
from bot.domain.paging.source import SYSTEM
from bot.domain.systems.exchange import WORDS, Exchange, Way
from bot.domain.taxonomy import Taxonomy
from bot.integrations.faults import all_tried
from bot.integrations.pagerduty.client import ALREADY
from bot.integrations.pagerduty.effects.hands import (
    NOT_FOUND,
    TRIES,
    Hands,
    PagerDutyEffects,
    state_of_service,
    title_of,
)
from bot.integrations.pagerduty.effects.priorities import Priorities
from bot.integrations.pagerduty.naming import called
from bot.integrations.pagerduty.reading import seen_after
from bot.ports import Run, on
from bot.store import taxonomy

log = structlog.get_logger()

STATE = "page_state"
"""The lane in which pages are read and written, one after the other."""

FORWARD = {
    PageState.TRIGGERED: {PageState.RESOLVED},
    PageState.ACKNOWLEDGED: {PageState.TRIGGERED},
    PageState.RESOLVED: {PageState.TRIGGERED, PageState.ACKNOWLEDGED},
}
"""From which states it is brought into this one."""


def _moves(event: Event) -> bool:
    """Of updates and tickets only what changes a page."""
    if isinstance(event, TicketMoved):
        return event.silences
    return not isinstance(event, IncidentUpdated) or event.changes("status", "priority", "title", "category")


class StateEffects(PagerDutyEffects):
    def __init__(self, hands: Hands) -> None:
        super().__init__(hands)
        self._priorities = Priorities(hands.pagerduty, hands.clock)

    @on(
        IncidentUpdated,
        IncidentClosed,
        IncidentMerged,
        IncidentReopened,
        MadePrivate,
        PageAccepted,
        PageMoved,
        SyncResumed,
        TextRedacted,
        TicketMoved,
        mirror=True,
        lane=STATE,
        when=_moves,
    )
    async def keep_pages(self, run: Run) -> PagesRead | None:
        """Write what is different there, and nothing where nothing is."""
        return await self._each(run, self._keep)

    @on(mirror=True, lane=STATE, quiet=True)
    async def mend_pages(self, run: Run) -> PagesRead | None:
        """The same for what was given up: that was told then."""
        return await self._each(run, self._keep)

    @on(mirror=True, lane=STATE, quiet=True)
    async def read_pages(self, run: Run) -> PagesRead | None:
        """Something happened there: look how they are."""
        return await self._each(run, self._only_look)

    @on(mirror=True, quiet=True)
    async def read_page(self, run: Run) -> PagesRead | None:
        """Look at one that is no page of an incident as far as we know."""
        number = run.subject.removeprefix(f"{SYSTEM}:")
        try:
            with self._looking(run):
                answer = await self.pagerduty.read(self._path(number), **{"include[]": ["body", "services"]})
        except PermanentError as error:
            return PagesRead(lost=(number,)) if error.code in NOT_FOUND else None
        return PagesRead((self._seen(answer["incident"], state_of_service(answer["incident"])),))

    async def _each(self, run: Run, work: Any) -> PagesRead | None:
        """What is not found is looked for once all others are done; one that was lost may be back."""
        seen, lost = [], []
        words = await self.db.read(taxonomy.load)
        with all_tried() as each:
            for page in self._pages(run.incident):
                with each():
                    found = await work(run.incident, page, words)
                    if found:
                        seen.append(found)
                    elif page.is_open:
                        lost.append(page.key)
            if lost and run.attempt < TRIES:
                raise TransientError(f"{self.source.title} does not find what it paged.")
        return PagesRead(tuple(seen), tuple(lost)) if seen or lost else None

    async def _only_look(self, _incident: Incident, page: Page, _words: Taxonomy) -> Seen | None:
        return await self._look(page, patient=True)

    async def _keep(self, incident: Incident, page: Page, words: Taxonomy) -> Seen | None:
        seen = await self._look(page)
        if seen is None or seen.merged_into:
            return seen
        change = await self._change(incident, page, seen, words)
        if not change:
            return seen
        try:
            answer = await self._write(incident, page, seen, change)
        except PermanentError as error:
            if error.code not in ALREADY:
                raise
            return await self._look(page)
        return called(self.source, seen_after(answer["incident"], seen.nobody))

    async def _write(
        self, incident: Incident, page: Page, seen: Seen, change: dict[str, Any]
    ) -> dict[str, Any]:
        """Where the priority is refused, which may be another one now, all else is written first."""
        try:
            return await self._put(incident, page, seen, change)
        except PermanentError as error:
            if "priority" not in change or error.code in ALREADY:
                raise
            refused = error
        rest = {name: value for name, value in change.items() if name != "priority"}
        answer = await self._put(incident, page, seen, rest) if rest else None
        self._priorities.forget()
        fresh = await self._ranked(incident)
        if fresh and fresh["priority"] != change["priority"]:
            return await self._put(incident, page, seen, fresh)
        if answer is None:
            raise refused
        log.warning("priority_refused", action="keep_pages", page=page.id, why=str(refused))
        return answer

    async def _put(
        self, incident: Incident, page: Page, seen: Seen, change: Mapping[str, Any]
    ) -> dict[str, Any]:
        body = {"incident": {"type": "incident_reference", **change}}
        sender = await self._sender(incident.news.by if incident.news else "")
        told = _exchange(page, seen, change, incident.priority)
        return await self.pagerduty.write("PUT", self._path(page.id), body, sender, told)

    async def _change(self, incident: Incident, page: Page, seen: Seen, words: Taxonomy) -> dict[str, Any]:
        """Give the fields that are to be different; what somebody changed there meanwhile is left alone."""
        change: dict[str, Any] = {}
        service = service_of(words.services, service_as_seen(page, seen))
        wanted = wanted_state(incident, page)
        if service.sends("status") and wanted and seen.state in FORWARD[wanted]:
            change["status"] = str(wanted)
        title = title_of(incident, restricted=service.restricted)
        is_sent = page.own and (service.sends("status") or incident.private)
        if is_sent and seen.title != title and seen.state is not PageState.RESOLVED:
            change["title"] = title
        if (
            service.sends("priority")
            and seen.priority == page.priority
            and seen.priority != incident.priority
        ):
            change |= await self._ranked(incident)
        return change

    async def _ranked(self, incident: Incident) -> dict[str, Any]:
        number = await self._priorities.find(incident.priority)
        return {"priority": {"id": number, "type": "priority_reference"}} if number else {}


def _exchange(page: Page, seen: Seen, change: Mapping[str, Any], priority: str) -> Exchange:
    """Say what is written; what people wrote is only said to change."""
    was = {"status": str(seen.state), "priority": seen.priority, "title": WORDS}
    becomes = {"status": change.get("status", ""), "priority": priority, "title": WORDS}
    before, after = ({name: said[name] for name in change} for said in (was, becomes))
    return Exchange(page.source.system, Way.THERE, page.id, "page", before, after)
