"""How many calls in a row a declaration takes until the declarer is in, and until everything is done."""

import statistics
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from bench.place import Json
from bench.process import FIREBELL_RUN
from bench.row import Row, at_most
from bench.scene import Scene, scene

LATENCY = 100
TIMES = 5
MOST = (2, 4)
"""Calls in a row: create, invite; and the card, and its pin."""
STEPS = (
    "conversations.create",
    "conversations.invite",
    "conversations.setTopic",
    "chat.postMessage",
    "pins.add",
)
"""What makes an incident's channel; the form's own progress follows it and is nobody's wait."""


@dataclass(frozen=True)
class Declared:
    """Calls in a row, and milliseconds from the press of Declare; first until the declarer is in."""

    in_a_row: tuple[int, int]
    took: tuple[float, float]


async def rows(folder: Path) -> AsyncIterator[Row]:
    async with scene(FIREBELL_RUN, folder) as raised:
        declared = [await _declare(raised) for _ in range(TIMES)]
    for number, until in enumerate(("the declarer is in", "everything is done")):
        name, chain = f"declare until {until}:", max(one.in_a_row[number] for one in declared)
        yield at_most(f"{name} calls in a row", chain, MOST[number])
        took = statistics.median(one.took[number] for one in declared)
        yield Row(f"{name} wall time, beside calls in a row x {LATENCY} ms", took, "ms", chain * LATENCY)


async def _declare(raised: Scene) -> Declared:
    place = raised.place
    await raised.fill_form("ana")
    since = await place.calm()
    await place.delay_slack(LATENCY)
    pressed = time.monotonic()  # the sandbox's clock as well: both read the machine's
    await place.act(user="ana", do="submit")
    await place.calm()
    await place.delay_slack(0)
    calls = [call for call in await place.calls(since) if call["method"] in STEPS]
    depth = _in_a_row(calls)
    invited = next(number for number, call in enumerate(calls) if call["method"] == "conversations.invite")
    last = max(call["ended"] for call in calls)
    took = (calls[invited]["ended"] - pressed) * 1000, (last - pressed) * 1000
    return Declared((depth[invited], max(depth)), took)


def _in_a_row(calls: list[Json]) -> list[int]:
    """For each call the length of the chain that it ends: each began after the one before had ended."""
    depth: list[int] = []
    for call in calls:
        before = [depth[number] for number in range(len(depth)) if calls[number]["ended"] <= call["started"]]
        depth.append(1 + max(before, default=0))
    return depth
