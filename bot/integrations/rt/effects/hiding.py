"""What was public becomes private, or loses words: a ticket of ours says no more than it may.

RT's REST changes no description and no comment; an admin there can.
"""

from bot.domain.errors import PermanentError
from bot.domain.events import TextRedacted
from bot.domain.redacting.words import Swept, without
from bot.domain.ticketing import Ticket
from bot.domain.ticketing.comparing import HIDDEN
from bot.domain.ticketing.systems import RT
from bot.integrations.faults import all_tried, if_there
from bot.integrations.rt.effects.duplicates import refer
from bot.integrations.rt.effects.hands import RTEffects
from bot.integrations.rt.effects.links import PAGE_ID, PAGE_URL
from bot.integrations.rt.reading import fields_of, sentence_of
from bot.integrations.tickets import EXPOSING
from bot.ports import Run, on
from bot.store import taxonomy
from bot.store.queues import redactions
from bot.store.ticketing import duplicates
from bot.usecases.ticketing.hear_tickets import LANE


class HidingEffects(RTEffects):
    @on(*EXPOSING, lane=LANE, where=lambda incident: incident.private)
    async def hide_ticket(self, run: Run) -> None:
        """Take away its subject, and what leads elsewhere; one that RT refuses keeps no other there.

        Of a ticket that somebody else made the subject is not ours.
        """
        with all_tried() as each:
            for ticket in await self._to_hide(run):
                with each(), if_there():
                    said = await self.site.ticket(ticket.id)
                    there = fields_of(said) if said else {}
                    empty = {name: "" for name in (PAGE_ID, PAGE_URL) if there.get(name)}
                    if ticket.own:
                        await self._change(ticket, run.incident.ref + HIDDEN, empty)
                    elif said and empty:
                        await self._change(ticket, str(said["Subject"]), empty)
            words = await self.db.read(taxonomy.load)
            for one in await self.db.read(duplicates.hidden, run.incident, words, RT.name):
                with each(), if_there():
                    await refer(self.site, one, wanted=False)

    @on(TextRedacted, lane=LANE)
    async def redact_ticket(self, run: Run) -> Swept:
        """Take words out of the subject that Firebell gave it."""
        words = await self.db.read(redactions.words, run.number, run.delivery)
        with all_tried() as each:
            for ticket in (one for one in self._tickets(run.incident) if one.own):
                with each(), if_there():
                    said = await self.site.ticket(ticket.id)
                    subject = str(said["Subject"]) if said else ""
                    if without(subject, words) != subject:
                        await self._change(ticket, without(subject, words), {})
        return Swept(run.number)

    async def _change(self, ticket: Ticket, subject: str, fields: dict[str, str]) -> None:
        """RT answers what it refuses as what it takes: it is read back.

        Raises PermanentError, with what to do, where it stays as it was.
        """
        body = {"Subject": subject, **({"CustomFields": fields} if fields else {})}
        answer = await self.rt.write("PUT", f"ticket/{ticket.id}", body)
        said = await self.site.ticket(ticket.id)
        if said and (said["Subject"] != subject or any(fields_of(said).get(name) for name in fields)):
            why = sentence_of(answer, ticket.id)
            raise PermanentError(
                f"RT keeps what {ticket.key} says: {why} An admin of RT can delete the ticket."
            )
