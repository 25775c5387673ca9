"""What leads from a ticket to where people work: the incident's channel, its page in PagerDuty."""

from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.events import ChannelRenamed, LinkMade, PageAccepted, PageAdopted, TicketLinked, TicketMade
from bot.domain.incident import Incident, LinkKind
from bot.domain.ticketing import Ticket
from bot.domain.ticketing.asking import filing, main_ticket
from bot.domain.ticketing.comparing import is_hidden
from bot.integrations.jira.client import GONE
from bot.integrations.jira.effects.hands import JiraEffects
from bot.ports import Run, on
from bot.store import taxonomy


class LinkEffects(JiraEffects):
    @on(
        TicketMade,
        TicketLinked,
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

    @on(TicketMade, TicketLinked, mirror=True, quiet=True)
    async def relate_tasks(self, run: Run) -> None:
        """Link the tickets of its tasks with its own, each once: Jira says which there are.

        https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issue-links/
        """
        words, main = await self.db.read(taxonomy.load), main_ticket(run.incident)
        kind = filing(run.incident, words).task_link
        of_tasks = [one for one in run.incident.tickets if one.task and one.is_there]
        if main is None or not main.is_there or not kind or not of_tasks:
            return
        with self._patiently(run):
            there = await self._linked_with(main)
            for ticket in of_tasks:
                if ticket.id not in there:
                    ends = {"inwardIssue": {"key": main.key}, "outwardIssue": {"key": ticket.key}}
                    await self.jira.write("POST", "issueLink", {"type": {"name": kind}, **ends})

    async def _linked_with(self, ticket: Ticket) -> set[str]:
        found = await self.jira.get(f"issue/{ticket.id}", fields="issuelinks")
        links = found["fields"].get("issuelinks") or ()
        return {str((one.get("inwardIssue") or one.get("outwardIssue"))["id"]) for one in links}

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
