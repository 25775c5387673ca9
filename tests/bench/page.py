"""What a page costs the sandbox in a town: one look at a conversation after each change in it."""

import json
import statistics
import time
from collections.abc import AsyncIterator
from pathlib import Path

from bench.place import Json, Place, sandbox
from bench.row import Row, under
from bench.town import BUSY, seed_file

PERSON = "person0000"
TIMES = 25


async def rows(folder: Path) -> AsyncIterator[Row]:
    async with sandbox(folder, seed_file(folder)) as place:
        first = await place.get("see", user=PERSON, channel="")
        room = next(one["id"] for one in first["channels"] if one["name"] == BUSY)
        looked = {"user": PERSON, "channel": room, "directory": first["directory"]}
        times = [await _look(place, looked) for _ in range(TIMES)]
        seen: Json = await place.get("see", **looked)
    size = len(json.dumps(seen)) / 1024
    middle, dumped = statistics.median(times), statistics.median(_dump(seen) for _ in range(TIMES))
    yield under(f"page: a look after a change, {size:.0f} kB", middle, "ms", 20, dumped)


async def _look(place: Place, looked: Json) -> float:
    """The milliseconds from asking to having read the answer, from outside."""
    await place.act(user=PERSON, do="message", channel=BUSY, text="One more")
    begun = time.perf_counter()
    await place.get("see", **looked)
    return (time.perf_counter() - begun) * 1000


def _dump(seen: Json) -> float:
    begun = time.perf_counter()
    json.dumps(seen)
    return (time.perf_counter() - begun) * 1000
