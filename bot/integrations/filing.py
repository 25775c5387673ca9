"""Make an incident's ticket, whichever system it is for: people are told where it takes long."""

from abc import abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from bot.domain.errors import PermanentError, TransientError
from bot.domain.events import TicketAsked
from bot.domain.incident import Incident
from bot.domain.ticketing import Ticket, TicketsRead, TicketState
from bot.domain.ticketing.asking import ticket_of
from bot.integrations.lateness import Asked, see_through
from bot.integrations.tickets import TicketEffects
from bot.ports import Run, on
from bot.usecases.ticketing.file_tickets import delay_ticket, note_attempt


class TicketFiling(TicketEffects):
    @on(TicketAsked)
    async def file_ticket(self, run: Run) -> TicketsRead | None:
        """Make it, or find the one that somebody linked."""
        event = run.event
        assert isinstance(event, TicketAsked)
        ticket = ticket_of(run.incident, event.ticket)
        if ticket is None or ticket.state is not TicketState.ASKED:
            return None
        if not ticket.own:
            return await self._found(ticket, ticket.key)
        if run.incident.taken_back and not ticket.task and ticket.tried_at is None:
            return TicketsRead(lost=(ticket.mark,))
        asked = Asked(self.system.title, ticket.asked_at, partial(self._tell_delay, run, ticket))
        return await see_through(self._made(run.incident, ticket), run, asked, self.clock())

    @abstractmethod
    async def _made(self, incident: Incident, ticket: Ticket) -> TicketsRead:
        """Find what an earlier attempt may have made, else make it."""

    async def _found(self, ticket: Ticket, key: str) -> TicketsRead:
        read = await self._read(ticket, key)
        return TicketsRead((read.seen,)) if read else TicketsRead(lost=(ticket.mark,))

    @asynccontextmanager
    async def _attempt(self, incident: Incident, ticket: Ticket) -> AsyncIterator[None]:
        """Make it inside: that is noted before, and taken back where nothing was made for sure."""
        await self.db.write_behind(note_attempt, incident.id, ticket.mark, self.clock())
        try:
            yield
        except (PermanentError, TransientError) as error:
            if isinstance(error, PermanentError) or error.retry_after is not None:
                await self.db.write_behind(note_attempt, incident.id, ticket.mark, None)
            raise

    async def _tell_delay(self, run: Run, ticket: Ticket, why: str) -> None:
        await self.db.write_behind(delay_ticket, run.incident.id, ticket.mark, why)
