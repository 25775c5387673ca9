"""Words that were taken out of an incident leave its tickets."""

from typing import Any

from bot.domain.errors import TransientError
from bot.domain.events import TextRedacted
from bot.domain.incident import Incident
from bot.domain.redacting.words import Swept, without
from bot.domain.ticketing import Ticket, TicketState
from bot.integrations.faults import Each, all_tried, if_there
from bot.integrations.jira.effects.hands import JiraEffects
from bot.integrations.jira.reading import OURS
from bot.ports import Run, on
from bot.store.queues import redactions
from bot.usecases.ticketing.hear_tickets import LANE


class RedactingEffects(JiraEffects):
    @on(TextRedacted, lane=LANE)
    async def redact_ticket(self, run: Run) -> Swept:
        """Take them out of what Firebell wrote there; Jira itself keeps what was changed in its history."""
        words = await self.db.read(redactions.words, run.number, run.delivery)
        with all_tried() as each:
            _must_be_known(run.incident)
            for ticket in self._tickets(run.incident):
                with each(), if_there():
                    await self._redact(ticket, words, each)
        return Swept(run.number)

    async def _redact(self, ticket: Ticket, words: str, each: Each) -> None:
        """Of a ticket that somebody else made only our comments are ours."""
        fields: dict[str, Any] = (await self.jira.get(f"issue/{ticket.id}", fields="*all"))["fields"]
        said = {name: value for name, value in fields.items() if isinstance(value, str)}
        cleaned = {name: text for name, value in said.items() if (text := without(value, words)) != value}
        if ticket.own:
            with each(), if_there():
                await self._empty(ticket.id, ticket.key, cleaned)
        for comment in (fields.get("comment") or {}).get("comments") or ():
            body = str(comment.get("body"))
            if OURS.search(body) and without(body, words) != body:
                path = f"issue/{ticket.id}/comment/{comment['id']}"
                with each(), if_there():
                    await self.jira.write("PUT", path, {"body": without(body, words)})


def _must_be_known(incident: Incident) -> None:
    """What Jira may have taken without saying so would be found too late."""
    if any(one.state is TicketState.ASKED and one.tried_at for one in incident.tickets):
        raise TransientError("Jira may have taken the ticket; it is looked for.")
