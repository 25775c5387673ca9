"""The other side of a drill: takes its pages and tickets as PagerDuty and Jira would, and asks neither."""

from bot.domain.events import (
    IncidentClosed,
    IncidentReopened,
    IncidentUpdated,
    PageAccepted,
    PageAsked,
    PageEscalated,
    TicketAsked,
)
from bot.domain.incident import Act, Incident
from bot.domain.paging import Callee, Page, PagesRead, PageState, rehearsing
from bot.domain.paging.asking import page_of
from bot.domain.ticketing import TicketsRead, TicketState
from bot.domain.ticketing.asking import rehearsed, ticket_of
from bot.ports import Clock, Run, on
from bot.store.database import Database
from bot.store.oncall import rosters
from bot.store.who import people
from bot.usecases.unit import Unit

STATE = "rehearsed_state"
"""The lane in which pages follow the drill, one change after the other."""


class RehearsalEffects:
    """Methods marked with ports.on become effects; they run for drills alone."""

    def __init__(self, db: Database[Unit], clock: Clock) -> None:
        self.db, self.clock = db, clock

    @on(PageAsked, lane=STATE)
    async def rehearse_page(self, run: Run) -> PagesRead | None:
        """Call nobody, and say whom PagerDuty would call."""
        event = run.event
        assert isinstance(event, PageAsked)
        page = page_of(run.incident, event.page)
        if page is None or page.state is not PageState.ASKED:
            return None
        called = await self.db.read(_called, run.incident, page, 1, self._act())
        seen = rehearsing.accepted(run.incident, page, called, self._act())
        return PagesRead((seen,)) if seen else PagesRead(withdrawn=(page.key,))

    @on(PageEscalated, lane=STATE)
    async def rehearse_level(self, run: Run) -> PagesRead | None:
        """Say whom the next level would call too."""
        event = run.event
        assert isinstance(event, PageEscalated)
        page = page_of(run.incident, event.page)
        if page is None or not page.id or not page.is_open:
            return None
        called = await self.db.read(_called, run.incident, page, event.level, self._act())
        return PagesRead((rehearsing.escalated(run.incident, page, called, self._act()),))

    @on(IncidentUpdated, IncidentClosed, IncidentReopened, PageAccepted, mirror=True, lane=STATE)
    async def rehearse_pages(self, run: Run) -> PagesRead | None:
        """Keep the pages equal to the drill."""
        seen = rehearsing.kept(run.incident, self._act())
        return PagesRead(seen) if seen else None

    @on(TicketAsked)
    async def rehearse_ticket(self, run: Run) -> TicketsRead | None:
        """File none, and give it a key that is plainly not real."""
        event = run.event
        assert isinstance(event, TicketAsked)
        ticket = ticket_of(run.incident, event.ticket)
        if ticket is None or ticket.state is not TicketState.ASKED:
            return None
        return TicketsRead((rehearsed(run.incident, ticket),))

    def _act(self) -> Act:
        return Act("", self.clock())


def _called(incident: Incident, page: Page, level: int, act: Act) -> tuple[Callee, ...]:
    levels = rosters.of_service(page.service, act.at)
    return rehearsing.called(incident, levels, level, people.get(incident.opened_by).name)
