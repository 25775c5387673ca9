"""Keep a ticket equal to its incident, and read how it is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.events import (
    IncidentClosed,
    IncidentMerged,
    IncidentReopened,
    IncidentUpdated,
    MadePrivate,
    RoleGiven,
    SyncResumed,
    TaskChanged,
    TextRedacted,
    TicketMade,
)
from bot.domain.incident import ClosingReason, Incident
from bot.domain.systems.exchange import WORDS, Exchange, Way
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Comment, Seen, Synced, Ticket, TicketsRead, followups
from bot.domain.ticketing.asking import filing
from bot.domain.ticketing.comparing import equal, rank, wanted
from bot.integrations.jira.effects.hands import JiraEffects
from bot.ports import Run, on
from bot.store import tasks, taxonomy
from bot.usecases.ticketing.hear_tickets import LANE, SOURCE

SOON = 0.5
"""Seconds in which many quick changes become one call: Jira takes few writes of one issue.

https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
"""

DUPLICATE = "Duplicate"


class StateEffects(JiraEffects):
    @on(
        IncidentUpdated,
        IncidentClosed,
        IncidentMerged,
        IncidentReopened,
        RoleGiven,
        MadePrivate,
        SyncResumed,
        TaskChanged,
        TextRedacted,
        TicketMade,
        mirror=True,
        lane=LANE,
        settle=SOON,
        when=lambda event: (
            not isinstance(event, IncidentUpdated) or event.changes("status", "priority", "title", "category")
        ),
    )
    async def keep_tickets(self, run: Run) -> TicketsRead | None:
        """Read each, write what moved here and is different there, and bring back how it is."""
        with self._patiently(run):
            return await self._keep(run.incident)

    async def _keep(self, incident: Incident) -> TicketsRead | None:
        words = await self.db.read(taxonomy.load)
        seen: list[Seen] = []
        lost: list[str] = []
        comments: list[Comment] = []
        for ticket in (one for one in incident.tickets if one.is_there and not one.part):
            said = await self._look(ticket)
            if said is None:
                lost.append(ticket.mark)
                continue
            keep = self._kept_task if ticket.task else self._kept
            seen.append(await keep(incident, ticket, await self._seen(said, ticket), words))
            comments += [] if ticket.task else self._comments(said, words)
        return TicketsRead(tuple(seen), tuple(lost), tuple(comments)) if seen or lost else None

    async def _kept(self, incident: Incident, ticket: Ticket, seen: Seen, words: Taxonomy) -> Seen:
        wish = wanted(incident, ticket, seen, words)
        return await self._written(incident, ticket, seen, words, wish, equal(incident, seen, words))

    async def _kept_task(self, incident: Incident, ticket: Ticket, seen: Seen, words: Taxonomy) -> Seen:
        """The ticket of a task is held against the task."""
        task = await self.db.read(tasks.get, ticket.task)
        if task is None:
            return seen
        here, there = followups.ours(incident, task, words), followups.theirs(seen)
        wish = followups.wanted(incident, task, ticket, seen, words)
        agreed = {str(what): value for what, value in here.items() if value == there[what]}
        return await self._written(incident, ticket, seen, words, wish, agreed)

    async def _written(
        self,
        incident: Incident,
        ticket: Ticket,
        seen: Seen,
        words: Taxonomy,
        wish: dict[Synced, str],
        agreed: dict[str, str],
    ) -> Seen:
        """Write what is wanted; what Jira refuses is told, and the rest is written all the same.

        agreed: our values that it says already.
        """
        stuck, values = dict[str, str](), dict(seen.values)
        status = wish.pop(Synced.STATUS, None)
        if wish:
            stuck = await self._edit(seen, wish)
            for what in wish.keys() - stuck.keys():
                values[what] = rank(wish[what]) if what is Synced.PRIORITY else wish[what]
                agreed[what] = wish[what]
        if status:
            try:
                values[Synced.STATUS] = await self._move(incident, seen, status, words)
                agreed[Synced.STATUS] = status
            except PermanentError as error:
                stuck[Synced.STATUS] = str(error)
        fresh = replace(seen, values=values, equal=agreed, stuck=stuck)
        return await self._after_moving(fresh, ticket) if status else fresh

    async def _after_moving(self, seen: Seen, ticket: Ticket) -> Seen:
        """Read where the way ended, which takes a while: on what changed meanwhile nobody has agreed."""
        said = await self._look(ticket)
        if said is None:
            return seen
        now = await self._seen(said, ticket)
        still = {what for what, value in seen.values.items() if now.values.get(what) == value}
        agreed = {what: value for what, value in seen.equal.items() if what in still}
        return replace(now, equal=agreed, stuck=seen.stuck)

    async def _edit(self, seen: Seen, wish: dict[Synced, str]) -> dict[str, str]:
        """Write the fields in one call; give what could not be, and why."""
        fields: dict[str, Any] = {}
        stuck: dict[str, str] = {}
        for what, value in wish.items():
            if what is Synced.PRIORITY:
                fields["priority"] = {"id": rank(value)}
            elif what is Synced.SUMMARY:
                fields["summary"] = value
            else:
                account = await self.site.account(value)
                if account:
                    cloud = await self.site.is_cloud()
                    fields["assignee"] = self.site.reference(account, cloud=cloud)
                else:
                    stuck[what] = "Jira knows nobody of that address or name."
        if fields:
            try:
                await self.jira.write("PUT", f"issue/{seen.id}", {"fields": fields}, _exchange(seen, wish))
            except PermanentError as error:
                stuck |= {str(what): str(error) for what in wish if str(what) in fields}
        return stuck

    async def _move(self, incident: Incident, seen: Seen, status: str, words: Taxonomy) -> str:
        standing = words.ticket_statuses[status]
        order = [name for one in words.ticket_statuses.values() for name in one.sets]
        resolution = filing(incident, words).resolution
        if incident.closure and incident.closure.reason is ClosingReason.DUPLICATE:
            resolution = DUPLICATE
        return await self.workflow.walk(seen.key, seen.status, standing.sets, order, resolution)


def _exchange(seen: Seen, wish: Mapping[Synced, str]) -> Exchange:
    """Say what is written; what people wrote is only said to change."""
    there = {
        str(what): WORDS if what is Synced.SUMMARY else rank(value) if what is Synced.PRIORITY else value
        for what, value in wish.items()
    }
    was = {what: WORDS if what == Synced.SUMMARY else seen.values.get(what, "") for what in there}
    return Exchange(SOURCE, Way.THERE, seen.key, "ticket", was, there)
