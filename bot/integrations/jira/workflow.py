"""The way of an issue to a status: step by step, as its workflow lets it go.

Jira tells only where one can go from where the issue stands, so the ways are learnt while walking.
https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issues/#api-rest-api-2-issue-issueidorkey-transitions-get
"""

from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.errors import PermanentError
from bot.domain.systems.exchange import Exchange, Way
from bot.domain.ticketing import Synced
from bot.integrations.jira.client import SOURCE, Jira, understood

MOST = 5
"""Steps after which it is given up: people can see that it cannot be reached."""

RESOLUTION = "resolution"

Said = Mapping[str, Any]
Reached = Callable[[str], Awaitable[None]]
"""Hears of each status on the way."""


async def _unheard(_status: str) -> None:
    pass


@dataclass
class Workflow:
    """What is known of the ways between statuses, by project and then by name."""

    jira: Jira
    _known: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    async def walk(
        self,
        key: str,
        start: str,
        targets: Sequence[str],
        order: Sequence[str],
        resolution: str,
        reached: Reached = _unheard,
    ) -> str:
        """Bring it to the first of the targets that can be reached, and give its name.

        order: statuses in the order in which work usually goes. Raises PermanentError where
        no way leads there.
        """
        ways, been, here = self._known.setdefault(key.rpartition("-")[0], {}), {start}, start
        for _ in range(MOST):
            steps = await self._steps(key)
            ways[here] = list(steps)
            goal = next((one for one in targets if one in steps), "")
            following = goal or _next(ways, here, targets, order, been)
            if not following:
                break
            await self._go(key, steps[following], resolution)
            here = following
            been.add(here)
            if goal:
                return goal
            await reached(here)
        there = " or ".join(targets)
        raise PermanentError(f"No way leads from {start} to {there} in Jira's workflow.", code="no_way")

    async def _steps(self, key: str) -> dict[str, Said]:
        """Give the transitions that can be taken now, by the names of the statuses that they lead to."""
        answer = await self.jira.get(f"issue/{key}/transitions", expand="transitions.fields")
        with understood():
            found = [one for one in answer["transitions"] if one.get("isAvailable", True)]
            return {str(one["to"]["name"]): one for one in reversed(found)}

    async def _go(self, key: str, step: Said, resolution: str) -> None:
        with understood():
            body = {"transition": {"id": step["id"]}, **_screen(step, resolution)}
            becomes = {str(Synced.STATUS): str(step["to"]["name"])}
        exchange = Exchange(SOURCE, Way.THERE, key, "ticket", becomes=becomes)
        await self.jira.write("POST", f"issue/{key}/transitions", body, exchange)


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
