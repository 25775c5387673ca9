"""How many presses are lost while Slack replaces the connections, again and again."""

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
PRESSES = 6250
PAUSE = 0.5
"""Seconds from one time that all are told to go to the next: of Firebell's, 500 in all."""
LATENCY = 300


async def rows(folder: Path) -> AsyncIterator[Row]:
    async with AsyncExitStack() as opened:
        scenes = [await opened.enter_async_context(scene(app, folder)) for app in (FIREBELL_RUN, BARE_BOLT)]
        (lost, gone), (bare, _) = [await _lost(each) for each in scenes]
    name = f"presses lost of {PRESSES:,}, one every 20 ms, while {gone} sockets are told to go"
    yield at_most(name, lost, 0, bare)


async def _lost(raised: Scene) -> tuple[int, int]:
    """Give how many presses nobody heard, and how many sockets had to go meanwhile."""
    await raised.place.warm(50)
    await raised.place.delay_slack(LATENCY)
    gone: list[int] = []
    refreshing = asyncio.create_task(_refresh(raised, gone))
    people = islice(cycle(CROWD), PRESSES)
    presses = [{"user": person, "do": "click", **raised.button} for person in people]
    answers = await drive(raised.place, presses, EVERY)
    refreshing.cancel()
    return sum(not answer["ok"] for answer in answers), sum(gone)


async def _refresh(raised: Scene, gone: list[int]) -> None:
    while True:
        await asyncio.sleep(PAUSE)
        gone.append((await raised.place.post("faults", {"fault": "refresh"}))["connections"])
