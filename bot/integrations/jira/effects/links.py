"""What leads from a ticket to where people work: the incident's channel, its page in PagerDuty."""

from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.events import (
    ChannelRenamed,
    IncidentUpdated,
    LinkMade,
    PageAccepted,
    PageAdopted,
    TicketAdopted,
    TicketLinked,
    TicketMade,
)
from bot.domain.incident import Incident, LinkKind
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Ticket, companions
from bot.domain.ticketing.asking import filing, main_ticket
from bot.domain.ticketing.comparing import is_hidden
from bot.integrations.jira.client import GONE
from bot.integrations.jira.effects.hands import JiraEffects
from bot.integrations.jira.reading import linked_of
from bot.ports import Run, on
from bot.store import taxonomy


class LinkEffects(JiraEffects):
    @on(
        TicketMade,
        TicketLinked,
        TicketAdopted,
        LinkMade,
        ChannelRenamed,
        PageAccepted,
        PageAdopted,
        mirror=True,
        settle=0.5,
        quiet=True,
        when=lambda event: not isinstance(event, LinkMade) or event.kind == LinkKind.CHANNEL,
    )
    async def link_ticket(self, run: Run) -> None:
        """Keep its links true. Each has an id of ours, by which Jira knows it again.

        https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issue-remote-links/
        """
        words = await self.db.read(taxonomy.load)
        links = _links(run.incident, hidden=is_hidden(run.incident, words))
        with self._patiently(run):
            for ticket in (one for one in run.incident.tickets if one.is_there):
                for name, target in links.items():
                    await self._link(ticket, {"globalId": f"firebell:{ticket.mark}:{name}", "object": target})

    @on(
        TicketMade,
        TicketLinked,
        TicketAdopted,
        IncidentUpdated,
        mirror=True,
        when=lambda event: not isinstance(event, IncidentUpdated) or event.changes("priority"),
    )
    async def relate_tickets(self, run: Run) -> None:
        """Link its ticket with those of its tasks and with its companions, each once.

        https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issue-links/
        """
        words, main = await self.db.read(taxonomy.load), main_ticket(run.incident)
        wish = _related(run.incident, words)
        if main is None or not main.is_there or not wish:
            return
        faults: list[PermanentError] = []
        with self._patiently(run):
            there = await self._linked_with(main)
            for key, kind in wish.items():
                ends = {"inwardIssue": {"key": main.key}, "outwardIssue": {"key": key}}
                try:
                    if key not in there:
                        await self.jira.write("POST", "issueLink", {"type": {"name": kind}, **ends})
                except PermanentError as error:
                    faults.append(error)
        if faults:
            raise faults[0]

    async def _linked_with(self, ticket: Ticket) -> set[str]:
        return linked_of(await self.jira.get(f"issue/{ticket.id}", fields="issuelinks"))

    async def _link(self, ticket: Ticket, link: dict[str, Any]) -> None:
        try:
            await self.jira.write("POST", f"issue/{ticket.id}/remotelink", link)
        except PermanentError as error:
            if error.code != GONE:
                raise


def _links(incident: Incident, *, hidden: bool) -> dict[str, dict[str, Any]]:
    channel = incident.link(LinkKind.CHANNEL)
    found: dict[str, dict[str, Any]] = {}
    if channel and channel.url:
        name = f"#{channel.name}" if channel.name and not hidden else incident.ref
        found["channel"] = {"url": channel.url, "title": f"Slack: {name}"}
    for page in incident.pages:
        if page.url and not hidden:
            title = f"PagerDuty #{page.number}: {page.service}"
            found[f"page:{page.id}"] = {"url": page.url, "title": title}
    return found


def _related(incident: Incident, words: Taxonomy) -> dict[str, str]:
    """Give the type of the link by the key of the issue that is linked."""
    found = {one.issue: one.link for one in companions.wanted(incident, words) if one.issue}
    for ticket in (one for one in incident.tickets if one.is_there):
        if ticket.task:
            found[ticket.key] = filing(incident, words).task_link
        elif ticket.part in words.ticket_links:
            found[ticket.key] = words.ticket_links[ticket.part].link
    return {key: kind for key, kind in found.items() if kind}
