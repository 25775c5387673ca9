"""How soon after its start an app gives its first ack, and what memory it holds when it idles."""

import statistics
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # ships no types
from bench.place import Place, sandbox
from bench.process import BARE_BOLT, FIREBELL_RUN, App, running
from bench.row import Row, within

TIMES = 3
LATER = 1
"""Seconds by which our first ack may come after bare Bolt's."""

MOST_MEMORY = 2.5
"""Times the memory of a bare Bolt app, whatever stands in the database."""

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Start:
    seconds: float
    megabytes: float


async def rows(folder: Path) -> AsyncIterator[Row]:
    own = folder / "start"
    own.mkdir()
    starts: dict[str, list[Start]] = {FIREBELL_RUN.name: [], BARE_BOLT.name: []}
    async with sandbox(own) as place:
        for _ in range(TIMES):
            for app in (FIREBELL_RUN, BARE_BOLT):
                starts[app.name].append(await _start(app, place, own))
    ours, bare = starts.values()
    seconds = [statistics.median(one.seconds for one in each) for each in (ours, bare)]
    yield _start_beside(*seconds)
    memory = [statistics.median(one.megabytes for one in each) for each in (ours, bare)]
    yield within("memory when idle, resident", memory[0], "MB", memory[1], MOST_MEMORY)


def _start_beside(ours: float, bare: float) -> Row:
    bar = f"at most {LATER} s after bare Bolt"
    return Row("start to first ack, on an empty database", ours, "s", bare, bar, ours <= bare + LATER)


async def _start(app: App, place: Place, folder: Path) -> Start:
    begun = time.monotonic()
    async with running(app, folder, place.environment) as process:
        await place.connected(process)
        answer = await place.slash("ana", "help")
        assert answer["ok"], f"{app.name} is connected but does not ack"
        seconds = time.monotonic() - begun
        await place.calm()
        return Start(seconds, psutil.Process(process.pid).memory_info().rss / MEGABYTE)
