"""Tickets of incidents that turned out to be the same are linked so, for whoever reads them in Jira.

https://support.atlassian.com/jira-cloud-administration/docs/configure-issue-linking/
"""

from collections.abc import Iterable

from bot.domain.events import IncidentMerged, TicketAdopted, TicketLinked, TicketMade
from bot.domain.ticketing.duplicates import Duplicate
from bot.integrations.faults import Each, all_tried, if_there, unless_gone
from bot.integrations.jira.client import Jira, understood
from bot.integrations.jira.effects.hands import JiraEffects
from bot.integrations.jira.reading import bodies_of, linked_of, marker
from bot.ports import Run, on
from bot.store import incidents, taxonomy
from bot.store.ticketing import duplicates

DUPLICATE = "Duplicate"
"""A type of link that every Jira begins with, and some have renamed or taken away."""


class DuplicateEffects(JiraEffects):
    @on(
        IncidentMerged,
        TicketMade,
        TicketLinked,
        TicketAdopted,
        mirror=True,
        when=lambda event: not isinstance(event, TicketMade) or not event.task,
    )
    async def link_duplicates(self, run: Run) -> None:
        """Say of both tickets that they are the same, as soon as both are there.

        It waits for nothing else of a ticket, nor does that for it: what becomes private meanwhile is parted
        here too.

        The same link again is the one that there is:
        https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issue-links/
        """
        with all_tried() as each:
            for one in await self._pairs(run):
                with each():
                    if not one.hidden:
                        await self._link_duplicate(one)
                with each(), if_there():
                    again = [now for now in await self._pairs(run) if now.ref == one.ref]
                    await part(self.jira, again, each)

    async def _pairs(self, run: Run) -> list[Duplicate]:
        """Give them as they are by now."""
        return await self.db.read(_of, run.incident.id)

    async def _link_duplicate(self, one: Duplicate) -> None:
        """Link it; where Jira has no such link, a comment says it."""
        kind = await self._duplicate()
        if not kind:
            await self._tell_duplicate(one)
            return
        there = linked_of(await self.jira.get(f"issue/{one.ticket.id}", fields="issuelinks"))
        if not any((link.kind, link.key) == (kind, one.into.key) for link in there):
            ends = {"inwardIssue": {"key": one.ticket.key}, "outwardIssue": {"key": one.into.key}}
            await self.jira.write("POST", "issueLink", {"type": {"name": kind}, **ends})

    async def _duplicate(self) -> str:
        """Give what Jira calls such a link; empty where it has none."""
        answer = await unless_gone(self.jira.get("issueLinkType"))
        with understood():
            names = [str(one["name"]) for one in answer["issueLinkTypes"]] if answer else []
        return next(filter(_is_duplicate, names), "")

    async def _tell_duplicate(self, one: Duplicate) -> None:
        said = bodies_of(await self.jira.get(f"issue/{one.ticket.id}", fields="comment"))
        if _words(one) not in said.values():
            await self.jira.write("POST", f"issue/{one.ticket.id}/comment", {"body": _words(one)})


def _of(number: int) -> list[Duplicate]:
    incident = incidents.get(number)
    return duplicates.of(incident, taxonomy.load()) if incident else []


async def part(jira: Jira, pairs: Iterable[Duplicate], each: Each) -> None:
    """Take away what says that they are the same, where others must not know it."""
    for one in (pair for pair in pairs if pair.hidden):
        there = await jira.get(f"issue/{one.ticket.id}", fields="issuelinks,comment")
        for link in linked_of(there):
            if link.key == one.into.key and _is_duplicate(link.kind):
                with each(), if_there():
                    await jira.write("DELETE", f"issueLink/{link.id}", None)
        for comment in (number for number, body in bodies_of(there).items() if body == _words(one)):
            with each(), if_there():
                await jira.write("DELETE", f"issue/{one.ticket.id}/comment/{comment}", None)


def _words(one: Duplicate) -> str:
    return f"This is the same as {one.into.key}.\n\n{marker(one.ref, 0)}"


def _is_duplicate(kind: str) -> bool:
    return kind.casefold() == DUPLICATE.casefold()
