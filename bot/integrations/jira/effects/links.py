"""What leads from a ticket to where people work: the incident's address in Slack, its page in PagerDuty."""

from typing import Any

from bot.domain.events import (
    ChannelRenamed,
    LinkLost,
    LinkMade,
    MadePrivate,
    PageAccepted,
    PageAdopted,
    PageMoved,
    TicketAdopted,
    TicketLinked,
    TicketMade,
)
from bot.domain.incident import Incident, LinkKind
from bot.domain.systems.address import LEADS_TO
from bot.domain.ticketing import Ticket
from bot.domain.ticketing.comparing import is_hidden
from bot.integrations.faults import if_there
from bot.integrations.jira.effects.hands import JiraEffects
from bot.ports import Run, on
from bot.store import taxonomy, workspace


class LinkEffects(JiraEffects):
    @on(
        TicketMade,
        TicketLinked,
        TicketAdopted,
        LinkMade,
        LinkLost,
        MadePrivate,
        ChannelRenamed,
        PageAccepted,
        PageAdopted,
        PageMoved,
        mirror=True,
        settle=0.5,
        quiet=True,
        when=lambda event: not isinstance(event, LinkMade | LinkLost) or event.kind in LEADS_TO,
        where=lambda incident: any(one.is_there for one in incident.tickets),
    )
    async def link_ticket(self, run: Run) -> None:
        """Keep its links true. Each has an id of ours, by which Jira knows it again.

        https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issue-remote-links/
        """
        words = await self.db.read(taxonomy.load)
        address = await self.db.read(workspace.address, run.incident)
        for ticket in (one for one in self._tickets(run.incident) if not one.entry):
            hidden = is_hidden(run.incident, ticket, words)
            for name, target in targets(run.incident, address, hidden=hidden).items():
                await self._link(ticket, {"globalId": f"firebell:{ticket.mark}:{name}", "object": target})

    async def _link(self, ticket: Ticket, link: dict[str, Any]) -> None:
        with if_there():
            await self.jira.write("POST", f"issue/{ticket.id}/remotelink", link)


def targets(incident: Incident, address: str, *, hidden: bool) -> dict[str, dict[str, Any]]:
    """Give what a ticket leads to, by names of ours. address: the incident's in Slack."""
    channel = incident.link(LinkKind.CHANNEL)
    found: dict[str, dict[str, Any]] = {}
    if address:
        name = f"#{channel.name}" if channel and channel.name and not hidden else incident.ref
        found["channel"] = {"url": address, "title": f"Slack: {name}"}
    for page in incident.pages:
        if page.url and not hidden:
            title = f"PagerDuty #{page.number}: {page.service}"
            found[f"page:{page.id}"] = {"url": page.url, "title": title}
    return found
