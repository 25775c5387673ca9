"""What leads from a ticket to where people work: the incident's address in Slack, its page in PagerDuty."""

from collections.abc import Mapping
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
from bot.integrations.faults import Each, all_tried, if_there
from bot.integrations.jira.effects.hands import JiraEffects
from bot.ports import Run, on
from bot.store import incidents, taxonomy, workspace


class Linking(JiraEffects):
    """Links of a ticket, however they are written."""

    async def _take_links(self, incident: Incident, ticket: Ticket, each: Each) -> None:
        """Leave those that say no more than they may."""
        ours = f"firebell:{ticket.mark}:"
        for link in await self.jira.get_list(f"issue/{ticket.id}/remotelink"):
            full = str(link.get("globalId", ""))
            if full.startswith(ours):
                with each(), if_there():
                    await self._take_link(incident, ticket, full.removeprefix(ours), link)

    async def _take_link(
        self, incident: Incident, ticket: Ticket, name: str, link: Mapping[str, Any]
    ) -> None:
        """Where it may stay it is written anew, until it is as it should be by now.

        Hiding and linking do so side by side, and the one that writes last may have looked first.
        """
        there = {key: value for key, value in (link.get("object") or {}).items() if key in {"url", "title"}}
        while (target := (await self.db.read(_left, incident.id)).get(name)) != there:
            if target is None:
                await self.jira.write("DELETE", f"issue/{ticket.id}/remotelink/{link.get('id')}", None)
                return
            await self._link(ticket, name, target)
            there = target

    async def _link(self, ticket: Ticket, name: str, target: Mapping[str, Any]) -> None:
        link = {"globalId": f"firebell:{ticket.mark}:{name}", "object": target}
        await self.jira.write("POST", f"issue/{ticket.id}/remotelink", link)


class LinkEffects(Linking):
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
        with all_tried() as each:
            for ticket in (one for one in self._tickets(run.incident) if not one.entry):
                hidden = is_hidden(run.incident, ticket, words)
                for name, target in targets(run.incident, address, hidden=hidden).items():
                    with each(), if_there():
                        await self._link(ticket, name, target)
                if hidden:  # an earlier run may have written while it became so
                    with each(), if_there():
                        await self._take_links(run.incident, ticket, each)


def _left(number: int) -> dict[str, dict[str, Any]]:
    incident = incidents.get(number)
    return targets(incident, workspace.address(incident), hidden=True) if incident else {}


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
