"""Two replicas on one PostgreSQL: the one that has the work dies, and the other one ends the story."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp
import psycopg
from harness import DEADLINE, QUICK, ROOT, Bell, Workspace
from judge import JUDGE
from pager import known
from walker import LATENCY, Snapshot, Story, look

from bot.sandbox import Sandbox

PACE = replace(QUICK, beat=0.2, lease=1.5)
"""So that nobody waits long for the dead to be taken over from."""

BUSIEST = """
    SELECT claimed_by FROM delivery WHERE state = 'claimed' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1
"""

Call = dict[str, Any]
Reached = Callable[[list[Call]], bool]
"""Given the calls since the story began: whether this is where one of them dies."""


@dataclass
class PairWalk:
    url: str
    story: Story
    reached: Reached = field(default=lambda _calls: False)
    calls: list[Call] = field(default_factory=list, init=False)
    """All that was asked of others since the story began."""
    dropped: bool = field(default=False, init=False)

    async def run(self) -> Snapshot:
        """Tell it, and give what the workspace looks like in the end."""
        sandbox = await Sandbox.start(manifest=ROOT / "manifest.yml", heard=JUDGE.of_firebell)
        async with aiohttp.ClientSession() as http:
            workspace = Workspace(sandbox, http)
            # Whoever types words twice tells them twice.
            await workspace.post("limits", {"deadline": DEADLINE})
            left = await self._tell(workspace)
            await left[0].idle()
            seen = await look(workspace)
            for bell in left:
                await bell.stop()
        await sandbox.stop()
        return seen

    async def _tell(self, workspace: Workspace) -> list[Bell]:
        """Give those that are left."""
        bells = [await self._build(workspace).start() for _ in range(2)]
        for bell in bells:
            await bell.ready()
        await known(bells[0])
        await workspace.post("latency", {"slack": LATENCY, "pagerduty": LATENCY, "jira": LATENCY})
        since = len(await workspace.calls())
        telling = asyncio.ensure_future(self.story(workspace))
        ended = asyncio.ensure_future(_ended(telling, bells[0]))
        while not ended.done() and not self.dropped:
            self.calls = await workspace.calls(since=since)
            if self.reached(self.calls):
                self.dropped = True
                bells = await self._drop(bells)
        ended.cancel()
        await telling
        return bells

    def _build(self, workspace: Workspace) -> Bell:
        settings = {"PAGERDUTY_POLL_INTERVAL": "1"}
        return Bell(workspace, self.url, PACE, pagerduty=True, jira=True, settings=settings)

    async def _drop(self, bells: list[Bell]) -> list[Bell]:
        """Drop the one that has most to do now, and give the other."""
        with psycopg.connect(self.url) as looking:
            row = looking.execute(BUSIEST).fetchone()
        dying = next((one for one in bells if row and one.firebell.worker.lease.worker == row[0]), bells[0])
        await dying.drop()
        return [one for one in bells if one is not dying]


async def _ended(telling: Awaitable[None], bell: Bell) -> None:
    await asyncio.wait({asyncio.ensure_future(telling)})
    await bell.idle()


def kind(call: Call) -> str:
    """Give what is asked, whatever it is asked about."""
    system, method = call["system"], str(call["method"])
    return f"{system} {'/'.join(part for part in method.split('/') if not _is_id(part))}"


def _is_id(part: str) -> bool:
    """Tell it from a word of a path: not each of PagerDuty's ids has a digit."""
    return any(letter.isdigit() for letter in part) or (part.isupper() and len(part) > len("DELETE "))


def first_of(wanted: str) -> Reached:
    """It dies during the first call of this kind."""
    return lambda calls: any(kind(call) == wanted for call in calls)


def during(number: int) -> Reached:
    """It dies during the number-th call."""
    return lambda calls: len(calls) >= number


def kinds(calls: list[Call]) -> Iterator[str]:
    """Give every kind of call that does something, once."""
    yield from dict.fromkeys(
        kind(call) for call in calls if not kind(call).split(" ", 1)[1].startswith("GET ")
    )
