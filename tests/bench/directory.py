"""Reading everybody in workspaces of 10,000 and 100,000 people, beside a loop that only sees each page."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

from bench.place import Json, sandbox
from bench.process import spawned
from bench.row import Row, at_most, under
from bench.town import crowd_file

SIZES = {10_000: 3, 100_000: 1}
"""People, and how often they are read: what takes long says the same each time."""
MOST_RATIO = 2
MOST_GROWN = 60
MOST_CALLING = 50
READER = Path(__file__).with_name("reader.py")


async def rows(folder: Path) -> AsyncIterator[Row]:
    for size, times in SIZES.items():
        async with sandbox(folder, crowd_file(folder, size)) as place:
            bare = await _best("bare", folder, place.environment, times)
            ours = await _best("ours", folder, place.environment, times)
        assert bare["count"] <= ours["count"], (bare, ours)
        name = f"reading {size:,} people"
        holds = ours["seconds"] < MOST_RATIO * bare["seconds"]
        yield Row(name, ours["seconds"], "s", bare["seconds"], f"under {MOST_RATIO}x a bare loop", holds)
        yield at_most(f"{name} again, unchanged: rows written", ours["written"], 0)
        yield Row(f"{name} again, unchanged", ours["again"], "s", bare["seconds"])
        yield under(f"{name}: memory above idle at most", ours["grown"], "MB", MOST_GROWN, bare["grown"])
    took = (await _read("called", folder, {}))["took"]
    middle = took[len(took) // 2]
    bar = f"under {MOST_CALLING} ms"
    yield Row("whom a P1 calls, 1,000 people", middle, "ms", None, bar, middle < MOST_CALLING)


async def _best(how: str, folder: Path, environment: dict[str, str], times: int) -> Json:
    """Give the quickest of so many: what else the machine does makes each only slower."""
    found = [await _read(how, folder, environment) for _ in range(times)]
    return min(found, key=lambda one: float(one["seconds"]))


async def _read(how: str, folder: Path, environment: dict[str, str]) -> Json:
    url = f"sqlite:///{folder}/{how}-{time.monotonic_ns()}.db"
    async with spawned([sys.executable, str(READER), how, url], folder, environment) as process:
        said, _ = await asyncio.wait_for(process.communicate(), 600)
        assert process.returncode == 0, f"{how} ended with {process.returncode}"
        found: Json = json.loads(said.splitlines()[-1])
        return found
