"""Keep an issue equal to its incident, and read how it is.

Many quick changes become one call, as Jira takes few writes of one issue:
https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.events import RoleGiven
from bot.domain.incident import ClosingReason, Status
from bot.domain.systems.exchange import WORDS, Exchange, Way
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Seen, Synced, Ticket, TicketsRead
from bot.domain.ticketing.asking import filing
from bot.domain.ticketing.comparing import rank
from bot.integrations.jira.client import SOURCE
from bot.integrations.jira.effects.hands import JiraEffects
from bot.integrations.jira.workflow import DONE, GOES_ON, NEW, Aim
from bot.integrations.states import MOVES, SOON, TicketStates, Wish, moves
from bot.ports import Run, on
from bot.usecases.ticketing.hear_tickets import LANE, note_way

DUPLICATE = "Duplicate"

CATEGORIES: dict[str, str] = {Status.OPEN: NEW, Status.CLOSED: DONE}
"""Of which category in Jira our statuses are; all others go on."""


class StateEffects(JiraEffects, TicketStates):
    @on(
        *MOVES,
        RoleGiven,
        mirror=True,
        lane=LANE,
        settle=SOON,
        when=moves("status", "priority", "title", "category"),
    )
    async def keep_tickets(self, run: Run) -> TicketsRead | None:
        return await self._kept(run)

    async def _write(self, wish: Wish) -> Seen:
        seen, agreed = wish.seen, dict(wish.agreed)
        stuck, values = dict[str, str](), dict(seen.values)
        fields: dict[Synced, str] = {**wish.values}
        status = fields.pop(Synced.STATUS, None)
        if fields:
            stuck = await self._edit(seen, fields)
            for what in fields.keys() - stuck.keys():
                values[what] = rank(fields[what]) if what is Synced.PRIORITY else fields[what]
                agreed[what] = fields[what]
        if status:
            try:
                values[Synced.STATUS] = await self._move(wish, status)
                agreed[Synced.STATUS] = status
            except PermanentError as error:
                stuck[Synced.STATUS] = str(error)
        fresh = replace(seen, values=values, equal=agreed, stuck=stuck)
        return await self._after_moving(fresh, wish.ticket) if status else fresh

    async def _after_moving(self, seen: Seen, ticket: Ticket) -> Seen:
        """Read where the way ended, which takes a while: on what changed meanwhile nobody has agreed."""
        read = await self._read(ticket)
        if read is None:
            return seen
        now = read.seen
        still = {what for what, value in seen.values.items() if now.values.get(what) == value}
        agreed = {what: value for what, value in seen.equal.items() if what in still}
        return replace(now, equal=agreed, stuck=seen.stuck)

    async def _edit(self, seen: Seen, wish: dict[Synced, str]) -> dict[str, str]:
        """Write the fields in one call; give what could not be, and why: Jira refuses a call as a whole."""
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
                refused = await self._put(seen.id, fields, _exchange(seen, wish))
                stuck |= {
                    what: f"Jira refuses: {why.rstrip('.')}."
                    for what, why in refused.items()
                    if what in fields
                }
            except PermanentError as error:
                stuck |= dict.fromkeys(fields, str(error))
        return stuck

    async def _move(self, wish: Wish, status: str) -> str:
        incident, seen, words = wish.incident, wish.seen, wish.words
        resolution = filing(incident, words).resolution
        if incident.closure and incident.closure.reason is ClosingReason.DUPLICATE:
            resolution = DUPLICATE
        goes = partial(self._goes, incident.id, wish.ticket)
        return await self.workflow.walk(seen.key, seen.status, _aim(status, words), resolution, goes)

    async def _goes(self, number: int, ticket: Ticket, start: str, status: str) -> None:
        """Whatever becomes of this step, nobody else there has moved it; a task is only done."""
        if not ticket.task:
            await self.db.write_behind(note_way, number, ticket.mark, start, status)


def _aim(status: str, words: Taxonomy) -> Aim:
    """Say where it is to go; what there means another one of ours is taken in its place last of all."""
    standing = words.ticket_statuses[status]
    return Aim(
        targets=standing.sets,
        order=[name for one in words.ticket_statuses.values() for name in one.sets],
        category=CATEGORIES.get(status, GOES_ON),
        rather=standing.means,
        rather_not={name for one in words.ticket_statuses.values() for name in one.means},
    )


def _exchange(seen: Seen, wish: Mapping[Synced, str]) -> Exchange:
    """Say what is written; what people wrote is only said to change."""
    there = {
        str(what): WORDS if what is Synced.SUMMARY else rank(value) if what is Synced.PRIORITY else value
        for what, value in wish.items()
    }
    was = {what: WORDS if what == Synced.SUMMARY else seen.values.get(what, "") for what in there}
    return Exchange(SOURCE, Way.THERE, seen.key, "ticket", was, there)
