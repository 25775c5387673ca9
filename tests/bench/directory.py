"""Reading everybody, and large usergroups, beside a loop that only sees each page."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from bench.place import Json, sandbox
from bench.process import spawned
from bench.row import Row, at_most, under
from bench.town import crowd_file

SIZES = {10_000: 3, 100_000: 1}
"""People, and how often they are read: what takes long says the same each time."""
GROUPS = [*[5_000] * 20, *[500] * 80, *[30] * 400]
"""Members of each usergroup of the larger workspace."""
MOST_RATIO = 2
MOST_GROWN = 60
MOST_CALLING = 50
READER = Path(__file__).with_name("reader.py")


async def rows(folder: Path) -> AsyncIterator[Row]:
    for size, times in SIZES.items():
        async with sandbox(folder, crowd_file(folder, size)) as place:
            bare = await _best("bare", folder, place.environment, times)
            ours = await _best("ours", folder, place.environment, times)
        took, least = ours["seconds"], bare["seconds"]
        for row in _beside(f"reading {size:,} people", ours, bare):
            yield row
    async with sandbox(folder, crowd_file(folder, max(GROUPS) + 7 * len(GROUPS), GROUPS)) as place:
        bare = await _best("bare_groups", folder, place.environment, 2)
        ours = await _best("groups", folder, place.environment, 2)
    name = f"{len(GROUPS)} usergroups of up to {max(GROUPS):,}"
    for row in _beside(f"reading {name}", ours, bare, promised=False):
        yield row
    yield _ratio(f"reading {size:,} people and {name}", took + ours["seconds"], least + bare["seconds"])
    took = (await _read("called", folder, {}))["took"]
    middle = took[len(took) // 2]
    bar = f"under {MOST_CALLING} ms"
    yield Row("whom a P1 calls, 1,000 people", middle, "ms", None, bar, middle < MOST_CALLING)


def _ratio(name: str, seconds: float, bare: float) -> Row:
    return Row(name, seconds, "s", bare, f"under {MOST_RATIO}x a bare loop", seconds < MOST_RATIO * bare)


def _beside(name: str, ours: Json, bare: Json, *, promised: bool = True) -> Iterator[Row]:
    """promised: that this alone keeps the ratio; many small answers, each with its transaction, do not."""
    assert bare["count"] <= ours["count"], (bare, ours)
    took, least = ours["seconds"], bare["seconds"]
    yield _ratio(name, took, least) if promised else Row(name, took, "s", least)
    yield at_most(f"{name} again, unchanged: rows written", ours["written"], 0)
    yield Row(f"{name} again, unchanged", ours["again"], "s", bare["seconds"])
    yield under(f"{name}: memory above idle at most", ours["grown"], "MB", MOST_GROWN, bare["grown"])


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
