"""What is told here becomes a comment on each issue, once."""

from collections.abc import Sequence

from bot.domain.ticketing import Ticket
from bot.integrations.comments import TicketComments
from bot.integrations.faults import if_there
from bot.integrations.jira.effects.hands import JiraEffects
from bot.integrations.jira.reading import bodies_of, marker
from bot.ports import Run
from bot.views.documents.wiki import escape


class CommentEffects(JiraEffects, TicketComments):
    thing = "issue"

    def _quote(self, who: str, message: str) -> str:
        return f"*{escape(who)}:* {escape(message)}"

    async def _comment(self, run: Run, ticket: Ticket, said: Sequence[tuple[int, str]]) -> None:
        with if_there():
            there = await self._there(ticket.id) if run.again else ""
            for number, words in said:
                last = marker(run.incident.ref, number)
                if last not in there:
                    body = {"body": f"{words}\n\n{last}"}
                    await self.jira.write("POST", f"issue/{ticket.id}/comment", body)

    async def _there(self, number: str) -> str:
        """Give what all of its comments say."""
        return "\n".join(bodies_of(await self.jira.get(f"issue/{number}", fields="comment")).values())
