"""What is told here becomes a comment on each ticket, once."""

from collections.abc import Iterable

from bot.domain.errors import PermanentError
from bot.domain.events import (
    Event,
    IncidentClosed,
    IncidentUpdated,
    TicketAdopted,
    TicketLinked,
    TicketMade,
    TicketRefused,
)
from bot.domain.incident import Incident
from bot.domain.rules.closing import Missing
from bot.domain.ticketing import Synced, flow_of
from bot.domain.ticketing.asking import main_ticket
from bot.domain.ticketing.comparing import is_hidden
from bot.integrations.jira.client import GONE
from bot.integrations.jira.effects.hands import JiraEffects
from bot.integrations.jira.reading import bodies_of, marker
from bot.ports import Run, on
from bot.store import taxonomy, timeline
from bot.store.who import people
from bot.views.documents.wiki import escape

LANE = "ticket_comments"
"""In which they are written, one after the other."""

TOLD = (IncidentUpdated, IncidentClosed)
ARRIVALS = (TicketMade, TicketLinked, TicketAdopted)
"""With which a ticket comes to be there."""

LACKS = {
    Missing.MITIGATION: "it is not mitigated",
    Missing.KEY_EVENTS: "key events are missing",
    Missing.POSTMORTEM: "the post-mortem is not ready",
}


class CommentEffects(JiraEffects):
    @on(*TOLD, when=lambda event: bool(event.message), lane=LANE, quiet=True)
    async def write_comment(self, run: Run) -> None:
        """Tell who follows the ticket what is new. What is said before the ticket is there waits for it."""
        assert run.event
        there_at = await self.db.read(_there_at, run.incident)
        if there_at is not None and there_at < run.number:
            await self._tell(run, [(run.number, run.event)])

    @on(TicketMade, lane=LANE, quiet=True, when=lambda event: not event.task)
    async def write_earlier(self, run: Run) -> None:
        """Tell what was said before the ticket was there."""
        main, event = main_ticket(run.incident), run.event
        assert isinstance(event, TicketMade)
        if main and main.mark == event.ticket:
            await self._tell(run, await self.db.read(_told_before, run.incident.id, run.number))

    @on(TicketRefused, lane=LANE, quiet=True)
    async def explain_refusal(self, run: Run) -> None:
        """Say there why the incident goes on although its ticket ended."""
        event = run.event
        assert isinstance(event, TicketRefused)
        why = ", ".join(LACKS[Missing(one)] for one in event.lacks)
        said = f"{run.incident.ref} cannot be closed yet: {why}. It goes on in Slack until that is done."
        with self._patiently(run):
            await self._write(run, [(run.number, said)])

    @on(TicketAdopted, lane=LANE, quiet=True)
    async def tell_origin(self, run: Run) -> None:
        """Say there that it is an incident now; where people work on it stands among its links."""
        said = f"This is {run.incident.ref} in Slack now. It is worked on there; this issue follows it."
        with self._patiently(run):
            await self._write(run, [(run.number, said)])

    async def _tell(self, run: Run, told: Iterable[tuple[int, Event]]) -> None:
        """Tell it in the words of who said it; of a private one nothing."""
        words = await self.db.read(taxonomy.load)
        if not flow_of(words.ticket_flows, Synced.COMMENTS).goes_out or is_hidden(run.incident, words):
            return
        said = [(number, await self._words(event)) for number, event in told]
        with self._patiently(run):
            await self._write(run, said)

    async def _words(self, event: Event) -> str:
        assert isinstance(event, TOLD)
        person = await self.db.read(people.get, event.by) if event.by else None
        who = (person.real_name or person.name) if person else "Firebell"
        return f"*{escape(who)}:* {escape(event.message)}"

    async def _write(self, run: Run, said: Iterable[tuple[int, str]]) -> None:
        """Write each, known by its number among all events."""
        for ticket in (one for one in run.incident.tickets if one.is_there and one.is_own):
            try:
                there = await self._there(ticket.id) if run.again else ""
                for number, words in said:
                    last = marker(run.incident.ref, number)
                    if last not in there:
                        body = {"body": f"{words}\n\n{last}"}
                        await self.jira.write("POST", f"issue/{ticket.id}/comment", body)
            except PermanentError as error:
                if error.code != GONE:
                    raise

    async def _there(self, number: str) -> str:
        """Give what all of its comments say."""
        return "\n".join(bodies_of(await self.jira.get(f"issue/{number}", fields="comment")).values())


def _there_at(incident: Incident) -> int | None:
    """Give at which event its ticket came to be there; None where it is not."""
    main = main_ticket(incident)
    if main is None or not main.is_there:
        return None
    found = timeline.numbered(incident.id, *ARRIVALS)
    numbers = [number for number, one in found if isinstance(one, ARRIVALS) and one.ticket == main.mark]
    return max(numbers, default=0)


def _told_before(incident: int, number: int) -> list[tuple[int, Event]]:
    """Give what people were told before this event."""
    told = timeline.numbered(incident, *TOLD)
    return [(at, one) for at, one in told if at < number and isinstance(one, TOLD) and one.message]
