"""The way of an issue to a status: step by step, as its workflow lets it go.

Jira tells only where one can go from where the issue stands, so the ways are learnt while walking.
https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issues/#api-rest-api-2-issue-issueidorkey-transitions-get
"""

from collections import deque
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.systems.exchange import Exchange, Way
from bot.domain.ticketing import Synced
from bot.integrations.jira.client import SOURCE, Jira, understood

MOST = 5
"""Steps after which it is given up: people can see that it cannot be reached."""

NEW, GOES_ON, DONE = "new", "indeterminate", "done"
"""Jira's categories of statuses: https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-workflow-status-categories/"""

RESOLUTION = "resolution"

Said = Mapping[str, Any]
Goes = Callable[[str, str], Awaitable[None]]
"""Hears of each step before it is taken: from which status to which."""


async def _unheard(_start: str, _status: str) -> None:
    pass


@dataclass(frozen=True)
class Aim:
    """Where an issue is to go. `targets`: statuses, the best first.

    `order`: statuses in the order in which work usually goes. `category`: of the targets, where Jira knows
    none of them. `rather`, `rather_not`: statuses of one category that are better or worse than others.
    """

    targets: Sequence[str]
    order: Sequence[str] = ()
    category: str = GOES_ON
    rather: Collection[str] = ()
    rather_not: Collection[str] = ()

    def instead(self, category: str, there: Mapping[str, str]) -> list[str]:
        """Give the statuses of a category, the best first. there: the category of each by its name."""
        found = [name for name, one in there.items() if one == category]
        return sorted(found, key=lambda name: (name not in self.rather, name in self.rather_not))


@dataclass
class _Walk:
    """An issue under way. `ways`: what is known of its project's; `steps`: what it can take now."""

    key: str
    here: str
    resolution: str
    goes: Goes
    ways: dict[str, list[str]]
    steps: dict[str, Said] = field(default_factory=dict)


@dataclass
class Workflow:
    """What is known of the ways between statuses, by project and then by name."""

    jira: Jira
    _known: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    async def walk(self, key: str, start: str, aim: Aim, resolution: str, goes: Goes = _unheard) -> str:
        """Bring it to the first of the targets that can be reached, and give where it is then.

        Where no way leads there, the nearest status of the same category is as good; one that is in that
        category stays. Raises PermanentError where there is no way to that either.
        """
        ways = self._known.setdefault(key.rpartition("-")[0], {})
        walk = _Walk(key, start, resolution, goes, ways)
        await self._look(walk)
        is_near = any(one in walk.steps for one in aim.targets)
        there = {} if is_near else await self._statuses(key)
        found = ""
        if is_near or any(one in there for one in aim.targets):
            found = await self._lead(walk, aim.targets, aim, there)
        found = found or await self._instead(walk, aim, there)
        if not found:
            wish = " or ".join(aim.targets)
            raise PermanentError(f"No way leads from {start} to {wish} in Jira's workflow.", code="no_way")
        return found

    async def _instead(self, walk: _Walk, aim: Aim, there: Mapping[str, str]) -> str:
        """Leave it where it is in the category of the targets, else bring it there; empty: it cannot be."""
        category = await self._category(aim)
        if there.get(walk.here) == category:
            return walk.here
        return await self._lead(walk, aim.instead(category, there), aim, there)

    async def _lead(self, walk: _Walk, targets: Sequence[str], aim: Aim, there: Mapping[str, str]) -> str:
        """Bring it to the first of these that can be reached, and give which; empty: none can."""
        been = {walk.here}
        ends = any(there.get(one) == DONE for one in (walk.here, *targets))
        for _ in range(MOST):
            goal = next((one for one in targets if one in walk.steps), "")
            # What is not to end is not ended to find out where one gets from there.
            closed = set() if ends else {one for one, status in there.items() if status == DONE}
            following = goal or _next(walk.ways, walk.here, targets, aim.order, been | closed)
            if not following:
                return ""
            await self._go(walk, following)
            if goal:
                return goal
            been.add(following)
            await self._look(walk)
        return ""

    async def _look(self, walk: _Walk) -> None:
        """Read which transitions can be taken now, by the names of the statuses that they lead to."""
        answer = await self.jira.get(f"issue/{walk.key}/transitions", expand="transitions.fields")
        with understood():
            found = [one for one in answer["transitions"] if one.get("isAvailable", True)]
            walk.steps = {str(one["to"]["name"]): one for one in reversed(found)}
        walk.ways[walk.here] = list(walk.steps)

    async def _go(self, walk: _Walk, status: str) -> None:
        step = walk.steps[status]
        with understood():
            body = {"transition": {"id": step["id"]}, **_screen(step, walk.resolution)}
        await walk.goes(walk.here, status)
        exchange = Exchange(SOURCE, Way.THERE, walk.key, "ticket", becomes={str(Synced.STATUS): status})
        await self.jira.write("POST", f"issue/{walk.key}/transitions", body, exchange)
        walk.here = status

    async def _statuses(self, key: str) -> dict[str, str]:
        """Give the category of each status that issues of its type have there, by its name."""
        issue = await self.jira.get(f"issue/{key}", fields="issuetype")
        kinds = await self.jira.get_list(f"project/{key.rpartition('-')[0]}/statuses")
        with understood():
            kind = issue["fields"]["issuetype"]["id"]
            return _categories(each for one in kinds if one["id"] == kind for each in one["statuses"])

    async def _category(self, aim: Aim) -> str:
        """Give the category of what is wanted, as this Jira has it in any of its workflows."""
        known = await self.jira.get_list("status")
        with understood():
            there = _categories(known)
        return next((there[one] for one in aim.targets if one in there), aim.category)


def _categories(statuses: Iterable[Said]) -> dict[str, str]:
    return {str(one["name"]): str(one["statusCategory"]["key"]) for one in statuses}


def _screen(step: Said, resolution: str) -> dict[str, Any]:
    """Fill in the resolution, where it is asked for. Raises PermanentError where more is."""
    asked = step.get("fields") or {}
    missing = [
        str(one.get("name") or name)
        for name, one in asked.items()
        if one.get("required") and not one.get("hasDefaultValue") and name != RESOLUTION
    ]
    if missing:
        raise PermanentError(
            f"Jira asks for {', '.join(missing)} on the way to {step['to']['name']}.", code="screen"
        )
    if RESOLUTION not in asked:
        return {}
    offered = [str(one["name"]) for one in asked[RESOLUTION].get("allowedValues") or ()]
    named = next((one for one in offered if one.casefold() == resolution.casefold()), "")
    chosen = named or next(iter(offered), resolution)
    return {"fields": {RESOLUTION: {"name": chosen}}}


def _next(
    ways: Mapping[str, list[str]], here: str, targets: Sequence[str], order: Sequence[str], been: set[str]
) -> str:
    """Give the first step of the shortest known way; where none is known, the step that looks right."""
    queue = deque((one, one) for one in ways[here])
    seen = {here}
    while queue:
        first, status = queue.popleft()
        if status in targets and first not in been:
            return first
        if status not in seen:
            seen.add(status)
            queue.extend((first, one) for one in ways.get(status, ()))
    fresh = [one for one in ways[here] if one not in been]
    goal = max((order.index(one) for one in targets if one in order), default=len(order))
    return min(
        fresh, key=lambda one: abs(order.index(one) - goal) if one in order else len(order), default=""
    )
