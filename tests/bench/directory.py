"""Reading everybody, and large usergroups, beside a loop that only sees each page."""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

from bench.place import Json, sandbox
from bench.process import spawned
from bench.row import Row, at_most, under, within
from bench.town import crowd_file

SIZES = {10_000: 5, 100_000: 2}
"""People, and how often they are read."""
GROUPS = [*[5_000] * 20, *[500] * 80, *[30] * 400]
"""Members of each usergroup of the larger workspace."""
MOST_RATIO = 2
LINEAR, FLAT = 1.5, 1.5
"""What chance and the pages that are read ahead may add to a straight line, and to a flat one."""

MOST_GROWN = 60
MOST_CALLING = 50
READER = Path(__file__).with_name("reader.py")


async def rows(folder: Path) -> AsyncIterator[Row]:
    read: dict[int, Json] = {}
    for size, times in SIZES.items():
        async with sandbox(folder, crowd_file(folder, size)) as place:
            bare, ours = await _best(("bare", "ours"), folder, place.environment, times)
        read[size], took, least = ours, ours["seconds"], bare["seconds"]
        for row in _beside(f"reading {size:,} people", ours, bare):
            yield row
    for row in _growth(read):
        yield row
    async with sandbox(folder, crowd_file(folder, max(GROUPS) + 7 * len(GROUPS), GROUPS)) as place:
        bare, ours = await _best(("bare_groups", "groups"), folder, place.environment, 3)
    name = f"{len(GROUPS)} usergroups of up to {max(GROUPS):,}"
    for row in _beside(f"reading {name}", ours, bare, promised=False):
        yield row
    yield _ratio(f"reading {size:,} people and {name}", took + ours["seconds"], least + bare["seconds"])
    found = await _read("called", folder, {})
    took, least = (statistics.median(found[which]) for which in ("took", "least"))
    yield under("whom a P1 calls, 1,000 people, beside their rows", took, "ms", MOST_CALLING, least)


def _growth(read: dict[int, Json]) -> Iterator[Row]:
    """So many times the people take so many times as long, and no more memory."""
    (few, less), (many, more) = read.items()
    times = many // few
    name = f"reading {many:,} people, beside"
    yield within(f"{name} {times} times {few:,}", more["seconds"], "s", times * less["seconds"], LINEAR)
    yield within(f"{name} {few:,}: memory above idle at most", more["grown"], "MB", less["grown"], FLAT)


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


async def _best(hows: Sequence[str], folder: Path, environment: dict[str, str], times: int) -> list[Json]:
    """Give the quickest of so many of each, in turns: what else the machine does makes each only slower."""
    found = [[await _read(how, folder, environment) for how in hows] for _ in range(times)]
    return [min(of_one, key=lambda one: float(one["seconds"])) for of_one in zip(*found, strict=True)]


async def _read(how: str, folder: Path, environment: dict[str, str]) -> Json:
    url = f"sqlite:///{folder}/{how}-{time.monotonic_ns()}.db"
    async with spawned([sys.executable, str(READER), how, url], folder, environment) as process:
        said, _ = await asyncio.wait_for(process.communicate(), 600)
        assert process.returncode == 0, f"{how} ended with {process.returncode}"
        found: Json = json.loads(said.splitlines()[-1])
        return found
