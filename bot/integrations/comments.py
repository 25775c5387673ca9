"""What is told here becomes a comment on each ticket, once, whichever system it is in."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence

from bot.domain.events import Event, TicketAdopted, TicketMade, TicketRefused
from bot.domain.ticketing import Synced, Ticket, flow_of
from bot.domain.ticketing.asking import main_ticket
from bot.domain.ticketing.comparing import is_hidden
from bot.integrations.tickets import TicketEffects
from bot.ports import Run, on
from bot.store import taxonomy
from bot.store.ticketing.telling import TOLD, there_at, told_before
from bot.store.who import people
from bot.views.ticketing.sentences import lacks

LANE = "ticket_comments"
"""In which they are written, one after the other."""


class TicketComments(TicketEffects):
    """`thing`: how the system calls a ticket."""

    thing = "ticket"

    @on(*TOLD, when=lambda event: bool(event.message), lane=LANE, quiet=True)
    async def write_comment(self, run: Run) -> None:
        """Tell who follows the ticket what is new. What is said before the ticket is there waits for it."""
        assert run.event
        since = await self.db.read(there_at, run.incident)
        if since is not None and since < run.number:
            await self._tell(run, [(run.number, run.event)])

    @on(TicketMade, lane=LANE, quiet=True, when=lambda event: not event.task)
    async def write_earlier(self, run: Run) -> None:
        """Tell what was said before the ticket was there."""
        main, event = main_ticket(run.incident), run.event
        assert isinstance(event, TicketMade)
        if main and main.mark == event.ticket:
            await self._tell(run, await self.db.read(told_before, run.incident.id, run.number))

    @on(TicketRefused, lane=LANE, quiet=True)
    async def explain_refusal(self, run: Run) -> None:
        """Say there why the incident goes on although its ticket ended."""
        event = run.event
        assert isinstance(event, TicketRefused)
        why = f"{run.incident.ref} cannot be closed yet: {lacks(event.lacks)}."
        await self._write(run, [(run.number, f"{why} It goes on in Slack until that is done.")])

    @on(TicketAdopted, lane=LANE, quiet=True)
    async def tell_origin(self, run: Run) -> None:
        """Say there that it is an incident now; where people work on it stands among its links."""
        where = f"It is worked on there; this {self.thing} follows it."
        await self._write(run, [(run.number, f"This is {run.incident.ref} in Slack now. {where}")])

    @abstractmethod
    def _quote(self, who: str, message: str) -> str:
        """Give what somebody told, as comments there are written."""

    @abstractmethod
    async def _comment(self, run: Run, ticket: Ticket, said: Sequence[tuple[int, str]]) -> None:
        """Write each on a ticket, known by its number among all events."""

    async def _tell(self, run: Run, told: Iterable[tuple[int, Event]]) -> None:
        """Tell it in the words of who said it; of a private one nothing."""
        words = await self.db.read(taxonomy.load)
        if not flow_of(words.ticket_flows, Synced.COMMENTS).goes_out:
            return
        said = [(number, await self._words(event)) for number, event in told]
        for ticket in self._of_incident(run):
            if not is_hidden(run.incident, ticket, words):
                await self._comment(run, ticket, said)

    async def _words(self, event: Event) -> str:
        assert isinstance(event, TOLD)
        person = await self.db.read(people.get, event.by) if event.by else None
        return self._quote((person.real_name or person.name) if person else "Firebell", event.message)

    async def _write(self, run: Run, said: Sequence[tuple[int, str]]) -> None:
        for ticket in self._of_incident(run):
            await self._comment(run, ticket, said)

    def _of_incident(self, run: Run) -> list[Ticket]:
        return [one for one in self._tickets(run.incident) if one.is_own]
