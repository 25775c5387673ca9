"""What leads from a ticket to where people work: the incident's address in Slack, its page in PagerDuty."""

import structlog

from bot.domain.events import (
    LinkLost,
    LinkMade,
    MadePrivate,
    PageAccepted,
    PageAdopted,
    TicketAdopted,
    TicketLinked,
    TicketMade,
    TicketRenamed,
)
from bot.domain.incident import Incident, LinkKind
from bot.domain.systems.address import LEADS_TO
from bot.domain.ticketing import Ticket
from bot.domain.ticketing.comparing import is_hidden
from bot.integrations.faults import if_there
from bot.integrations.rt.effects.hands import RTEffects
from bot.integrations.rt.reading import fields_of, links_of
from bot.ports import Run, on
from bot.store import taxonomy, workspace

log = structlog.get_logger()

PAGE_ID, PAGE_URL = "PagerDuty ID", "PagerDuty URL"
"""Custom fields, as other links between RT and PagerDuty call them."""

UNPAGED = {PAGE_ID: "", PAGE_URL: ""}

LEFT = (*LEADS_TO, LinkKind.FORMER_CHANNEL, LinkKind.EXPOSED)
"""What an address can have been."""


class LinkEffects(RTEffects):
    @on(
        TicketMade,
        TicketLinked,
        TicketAdopted,
        TicketRenamed,
        LinkMade,
        LinkLost,
        MadePrivate,
        PageAccepted,
        PageAdopted,
        mirror=True,
        settle=0.5,
        quiet=True,
        when=lambda event: not isinstance(event, LinkMade | LinkLost) or event.kind in LEADS_TO,
        where=lambda incident: any(one.is_there for one in incident.tickets),
    )
    async def link_ticket(self, run: Run) -> None:
        """Keep them true; what stands there already is not written again."""
        words = await self.db.read(taxonomy.load)
        addresses = await self.db.read(_addresses, run.incident)
        for ticket in (one for one in self._tickets(run.incident) if one.is_own):
            # An earlier run may have written while it became hidden.
            fields = UNPAGED if is_hidden(run.incident, ticket, words) else paged(run.incident)
            await self._link(ticket, addresses, fields)

    async def _link(self, ticket: Ticket, addresses: list[str], fields: dict[str, str]) -> None:
        """addresses: the one that holds, then those that held before it."""
        said = await self.site.ticket(ticket.id)
        if said is None:
            return
        there = fields_of(said)
        new = {name: value for name, value in fields.items() if there.get(name, value) != value}
        if any(value and name not in there for name, value in fields.items()):
            log.info("fields_missing", action="link_ticket", ticket=ticket.key)
        known = links_of(said)
        changes = {
            "CustomFields": new,
            "AddRefersTo": [one for one in addresses[:1] if one not in known],
            "DeleteRefersTo": [one for one in addresses[1:] if one in known],
        }
        body = {name: change for name, change in changes.items() if change}
        if body:
            with if_there():
                await self.rt.write("PUT", f"ticket/{said['id']}", body)


def _addresses(incident: Incident) -> list[str]:
    """Give the incident's address, and what else may have been that until there was a better one."""
    others = [link.url for kind in LEFT if (link := incident.link(kind))]
    return [one for one in dict.fromkeys((workspace.address(incident), *others, workspace.home())) if one]


def paged(incident: Incident) -> dict[str, str]:
    """Give what the custom fields say: the first page that PagerDuty took."""
    page = next((one for one in incident.pages if one.id), None)
    return {PAGE_ID: page.source.id_there(page.id), PAGE_URL: page.url} if page else {}
