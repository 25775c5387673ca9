"""Make an incident's ticket: exactly one, however often it is tried.

It is made with a reference to an address of ours, which no other ticket has: RT keeps it in the transaction
that makes the ticket, finds it at once, and carries it along when tickets are merged.
"""

from typing import Any

from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Ticket, TicketsRead
from bot.domain.ticketing.asking import main_ticket
from bot.domain.ticketing.comparing import HIDDEN, is_hidden
from bot.domain.ticketing.systems import RT
from bot.integrations.filing import TicketFiling
from bot.integrations.rt import words
from bot.integrations.rt.client import understood
from bot.integrations.rt.effects.hands import RTEffects
from bot.integrations.rt.effects.links import paged
from bot.integrations.rt.reading import MARK
from bot.store import tasks, taxonomy


class FilingEffects(RTEffects, TicketFiling):
    async def _made(self, incident: Incident, ticket: Ticket) -> TicketsRead:
        number = await self._find(ticket) if ticket.tried_at else ""
        return await self._found(ticket, number or await self._make(incident, ticket))

    async def _find(self, ticket: Ticket) -> str:
        """Find what an earlier attempt made."""
        found = await self.rt.get("tickets", query=f"RefersTo = '{MARK}{ticket.mark}'")
        with understood():
            return next((str(one["id"]) for one in found["items"]), "")

    async def _make(self, incident: Incident, ticket: Ticket) -> str:
        body = await self._body(incident, ticket)
        async with self._attempt(incident, ticket):
            made = await self.rt.write("POST", "ticket", body)
        with understood():
            return str(made["id"])

    async def _body(self, incident: Incident, ticket: Ticket) -> dict[str, Any]:
        """Custom fields go by their ids: of two with one name RT would take the first, of whichever queue."""
        settings, queue = await self.db.read(taxonomy.load), ticket.project or self.queue
        ids, hidden = await self.site.fields(queue), is_hidden(incident, ticket, settings)
        fields = {} if hidden or ticket.task else paged(incident)
        return {
            "Queue": queue,
            "ContentType": "text/plain",
            "RefersTo": [f"{MARK}{ticket.mark}"],
            "CustomFields": {ids[name]: value for name, value in fields.items() if name in ids},
            **await self._texts(incident, ticket, settings),
        }

    async def _texts(self, incident: Incident, ticket: Ticket, settings: Taxonomy) -> dict[str, Any]:
        """A task's ticket is a part of the incident's."""
        if is_hidden(incident, ticket, settings):
            return {"Subject": incident.ref + HIDDEN, "Content": words.secret(incident)}
        task = await self.db.read(tasks.get, ticket.task) if ticket.task else None
        if task is None:
            return {"Subject": incident.title, "Content": words.description(incident, settings)}
        main = main_ticket(incident)
        of_incident = {"MemberOf": [main.id]} if main and main.is_there and main.system == RT.name else {}
        return {"Subject": task.title, "Content": words.of_task(incident, task), **of_incident}
