"""Tickets of incidents that turned out to be the same are linked as duplicates.

https://support.atlassian.com/jira-cloud-administration/docs/configure-issue-linking/
"""

from bot.domain.ticketing.duplicates import Duplicate
from bot.integrations.duplicates import TicketDuplicates
from bot.integrations.faults import Each, if_there, unless_gone
from bot.integrations.jira.client import Jira, understood
from bot.integrations.jira.effects.hands import JiraEffects
from bot.integrations.jira.reading import bodies_of, linked_of, marker

DUPLICATE = "Duplicate"
"""A type of link that every Jira begins with, and some have renamed or taken away."""


class DuplicateEffects(JiraEffects, TicketDuplicates):
    async def _link_duplicate(self, one: Duplicate) -> None:
        """The same link again is the one that there is; where Jira has no such link, a comment says it.

        https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issue-links/
        """
        kind = await self._duplicate()
        if not kind:
            await self._tell_duplicate(one)
            return
        there = linked_of(await self.jira.get(f"issue/{one.ticket.id}", fields="issuelinks"))
        if not any((link.kind, link.key) == (kind, one.into.key) for link in there):
            ends = {"inwardIssue": {"key": one.ticket.key}, "outwardIssue": {"key": one.into.key}}
            await self.jira.write("POST", "issueLink", {"type": {"name": kind}, **ends})

    async def _part(self, one: Duplicate, each: Each) -> None:
        await part(self.jira, one, each)

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


async def part(jira: Jira, one: Duplicate, each: Each) -> None:
    """Take away what says that they are the same."""
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
