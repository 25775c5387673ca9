"""How many commands are lost while Slack replaces the connections, again and again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from itertools import cycle, islice
from pathlib import Path

from bench.loads import drive
from bench.people import CROWD
from bench.process import BARE_BOLT, FIREBELL_RUN
from bench.row import Row, at_most
from bench.scene import Scene, scene

EVERY = 0.02
COMMANDS = 6_400
"""As long as it takes to tell 500 of Firebell's sockets to go: two minutes."""

FEW = COMMANDS // 10
"""Enough for the yardstick to lose some."""

PAUSE = 0.5
"""Seconds from one time that all sockets are told to go to the next."""

LATENCY = 300


async def rows(folder: Path) -> AsyncIterator[Row]:
    async with AsyncExitStack() as opened:
        scenes = [await opened.enter_async_context(scene(app, folder)) for app in (FIREBELL_RUN, BARE_BOLT)]
        lost, gone = await _lost(scenes[0], COMMANDS)
        bare, _ = await _lost(scenes[1], FEW)
    name = f"commands lost of {COMMANDS:,} ({FEW:,}), one every 20 ms, while {gone} sockets are told to go"
    yield at_most(name, lost, 0, bare)


async def _lost(raised: Scene, count: int) -> tuple[int, int]:
    """Give how many commands nobody heard, and how many sockets had to go meanwhile."""
    await raised.place.warm(50)
    await raised.place.delay_slack(LATENCY)
    gone: list[int] = []
    refreshing = asyncio.create_task(_refresh(raised, gone))
    typed = {"do": "slash", "channel": "general", "command": "/incident", "text": "help"}
    commands = [{"user": person, **typed} for person in islice(cycle(CROWD), count)]
    answers = await drive(raised.place, commands, EVERY)
    refreshing.cancel()
    return sum(not answer["ok"] for answer in answers), sum(gone)


async def _refresh(raised: Scene, gone: list[int]) -> None:
    while True:
        await asyncio.sleep(PAUSE)
        gone.append((await raised.place.post("faults", {"fault": "refresh"}))["connections"])
