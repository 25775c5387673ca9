"""What goes wrong, drawn from dice: answers lost or late, systems away, replicas and the database killed."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from harness import Workspace
from postgres import Postgres

from soak.replica import Replica
from soak.watch import Watch

SLACK = (
    "chat.postMessage",
    "chat.update",
    "conversations.create",
    "conversations.invite",
    "conversations.setTopic",
    "conversations.history",
    "pins.add",
    "bookmarks.add",
    "views.open",
    "views.update",
    "views.publish",
    "apps.connections.open",
)
OTHERS = ("pagerduty", "jira")
KINDS = ("429", "500", "drop", "down", "timeout", "slow")
ENVELOPES = ("slash_commands", "view_submission", "events_api", "block_actions")
MS = 2500
"""How long what hangs does so."""


@dataclass(frozen=True)
class Often:
    """Every how many seconds, on average."""

    fault: float = 0.3
    socket: float = 4
    outage: float = 25
    kill: float = 2.5
    crash: float = 45
    away: tuple[float, float] = (0.2, 3)
    """For how long a killed database stays away."""
    out: tuple[float, float] = (3, 15)
    """For how long another system does."""


@dataclass
class Troubles:
    workspace: Workspace
    postgres: Postgres
    replicas: Sequence[Replica]
    watch: Watch
    seed: str
    often: Often
    made: Counter[str] = field(default_factory=Counter)

    async def make(self, until: float) -> None:
        """Make all of them side by side, each from dice of its own, and leave nothing broken."""
        ways = {
            self._fault: self.often.fault,
            self._upset_sockets: self.often.socket,
            self._take_away: self.often.outage,
            self._kill: self.often.kill,
            self._crash: self.often.crash,
        }
        each = (self._again(way, every, until) for way, every in ways.items())
        await asyncio.gather(*each)
        await self._end()

    async def _again(self, way: Any, every: float, until: float) -> None:
        dice = random.Random(f"{self.seed}/{way.__name__}")  # noqa: S311 - no secret hangs on it
        await asyncio.sleep(dice.uniform(0, every))
        while time.monotonic() < until:
            await way(dice)
            await asyncio.sleep(dice.uniform(0, 2 * every))

    async def _fault(self, dice: random.Random) -> None:
        """One request fails, or one thing that somebody does comes several times."""
        if dice.random() < 0.15:
            await self._break("duplicate", {"type": dice.choice(ENVELOPES)}, copies=dice.randint(1, 2))
            return
        system = dice.choice(("slack", "slack", "slack", *OTHERS))
        method = dice.choice(SLACK) if system == "slack" else dice.choice(("GET *", "POST *", "PUT *"))
        kind = dice.choice(KINDS)
        await self._break(kind, {"system": system, "method": method}, ms=MS)

    async def _upset_sockets(self, dice: random.Random) -> None:
        """Slack replaces the connections or cuts them, some or all."""
        kind = dice.choice(("refresh", "refresh", "disconnect"))
        some = {"connections": dice.randint(1, 3)} if dice.random() < 0.5 else {}
        await self._break(kind, {"system": "slack"}, **some)

    async def _take_away(self, dice: random.Random) -> None:
        system, kind = dice.choice(OTHERS), dice.choice(("down", "500", "timeout"))
        self.made[f"{system} away"] += 1
        body = {"match": {"system": system, "method": "*"}, "fault": kind, "ms": MS, "times": 100_000}
        await self.workspace.post("faults", body)
        waiting = (await self.workspace.get("faults"))["faults"]
        await asyncio.sleep(dice.uniform(*self.often.out))
        for fault in waiting:
            if fault["match"] == body["match"]:
                await self._end(id=str(fault["id"]))

    async def _kill(self, dice: random.Random) -> None:
        """Kill one, unless it is the only one that is up."""
        up = [one for one in self.replicas if one.worker]
        if len(up) > 1:
            self.made["kill"] += 1
            self.watch.killed(dice.choice(up).kill())

    async def _crash(self, dice: random.Random) -> None:
        """Kill the database in the middle of everything."""
        self.made["database killed"] += 1
        self.watch.disturbed()
        await asyncio.to_thread(self.postgres.kill)
        await asyncio.sleep(dice.uniform(*self.often.away))
        await asyncio.to_thread(self.postgres.revive)

    async def _end(self, **which: str) -> None:
        address = f"{self.workspace.sandbox.url}/sandbox/faults"
        async with self.workspace.http.delete(address, params=which) as answer:
            assert answer.status == 200

    async def _break(self, kind: str, match: dict[str, str], **args: Any) -> None:
        self.made[kind] += 1
        status, answer = await self.workspace.post("faults", {"match": match, "fault": kind, **args})
        assert status == 200, answer
