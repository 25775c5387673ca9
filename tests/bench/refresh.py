"""How many presses are lost while Slack replaces the connections, again and again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

from bench.loads import drive
from bench.people import CROWD
from bench.process import BARE_BOLT, FIREBELL_RUN
from bench.row import Row, at_most
from bench.scene import Scene, scene

EVERY = 0.02
PAUSE = 0.5
LATENCY = 300


async def rows(folder: Path) -> AsyncIterator[Row]:
    async with AsyncExitStack() as opened:
        scenes = [await opened.enter_async_context(scene(app, folder)) for app in (FIREBELL_RUN, BARE_BOLT)]
        lost = [await _lost(each) for each in scenes]
    name = f"presses lost of {len(CROWD)}, one every 20 ms, all sockets refreshed every {PAUSE:g} s"
    yield at_most(name, lost[0], 0, lost[1])


async def _lost(raised: Scene) -> int:
    await raised.place.warm(50)
    await raised.place.delay_slack(LATENCY)
    refreshing = asyncio.create_task(_refresh(raised))
    presses = [{"user": person, "do": "click", **raised.button} for person in CROWD]
    answers = await drive(raised.place, presses, EVERY)
    refreshing.cancel()
    return sum(not answer["ok"] for answer in answers)


async def _refresh(raised: Scene) -> None:
    while True:
        await asyncio.sleep(PAUSE)
        await raised.place.post("faults", {"fault": "refresh"})
