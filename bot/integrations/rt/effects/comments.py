"""What is told here becomes a comment on each ticket, once; a comment there goes to nobody outside."""

from collections.abc import Sequence

from bot.domain.ticketing import Ticket
from bot.integrations.comments import TicketComments
from bot.integrations.faults import if_there
from bot.integrations.rt.effects.hands import RTEffects
from bot.integrations.rt.reading import marker, written_of
from bot.ports import Run


class CommentEffects(RTEffects, TicketComments):
    def _quote(self, who: str, message: str) -> str:
        return f"{who}: {message}"

    async def _comment(self, run: Run, ticket: Ticket, said: Sequence[tuple[int, str]]) -> None:
        there = written_of(await self.site.history(ticket.id)) if run.again else set()
        for number, words in said:
            subject = marker(run.incident.ref, number)
            if subject not in there:
                body = {"Subject": subject, "Content": words, "ContentType": "text/plain"}
                with if_there():
                    await self.rt.write("POST", f"ticket/{ticket.id}/comment", body)
