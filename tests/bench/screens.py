"""How soon App Home, a form and the search open with 10,000 incidents, beside the same with 100."""

import asyncio
import math
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from bench.fill import database
from bench.people import CROWD, seed_file
from bench.place import Place, sandbox
from bench.process import FIREBELL_RUN, running
from bench.row import Row, under

FEW, MANY = 100, 10_000
TIMES = 100


@dataclass(frozen=True)
class Screen:
    """`typed`: the subcommand that opens it, empty for App Home. `call` shows it, within `most` ms."""

    name: str
    typed: str
    call: str
    most: float


SCREENS = (
    Screen("App Home", "", "views.publish", 300.0),
    Screen("form by command", "open", "views.open", 150.0),
    Screen("search by command", "search needle", "views.open", 150.0),
)


async def rows(folder: Path) -> AsyncIterator[Row]:
    few, many = [await _measured(folder, count) for count in (FEW, MANY)]
    for screen in SCREENS:
        name = f"{screen.name} with {MANY:,} incidents, beside {FEW}:"
        quick, slow = few[screen], many[screen]
        yield Row(f"{name} p50", _percentile(slow, 50), "ms", _percentile(quick, 50))
        yield under(f"{name} p99", _percentile(slow, 99), "ms", screen.most, _percentile(quick, 99))


async def _measured(folder: Path, incidents: int) -> dict[Screen, list[float]]:
    own = folder / str(incidents)
    own.mkdir()
    url = database(own, incidents)
    async with (
        sandbox(own, seed_file(own)) as place,
        running(FIREBELL_RUN, own, place.environment, url) as process,
    ):
        await place.connected(process)
        await place.calm()
        return {screen: [await _open(place, screen, number) for number in range(TIMES)] for screen in SCREENS}


async def _open(place: Place, screen: Screen, number: int) -> float:
    """Give the milliseconds from the press to the call that shows it."""
    person, since = CROWD[number % len(CROWD)], len(await place.calls())
    pressed = time.monotonic()  # the sandbox's clock as well: both read the machine's
    if screen.typed:
        await place.slash(person, screen.typed)
    else:
        await place.act(user=person, do="open_home")
    while True:
        for call in await place.calls(since):
            if call["method"] == screen.call:
                return float(call["started"] - pressed) * 1000
        await asyncio.sleep(0.002)


def _percentile(ms: list[float], percent: int) -> float:
    """By nearest rank."""
    return sorted(ms)[math.ceil(percent / 100 * len(ms)) - 1]
