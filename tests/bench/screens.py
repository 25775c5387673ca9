"""How soon App Home, a form and the search open with 10,000 incidents and Home with 100,000, beside 100."""

import asyncio
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # ships no types
from bench import asked, fill
from bench.loads import percentile
from bench.people import CROWD, seed_file
from bench.place import Place, sandbox
from bench.process import BARE_BOLT, FIREBELL_RUN, App, running
from bench.row import Row, under, within
from bench.start import MOST_MEMORY

FEW, MANY, MOST = 100, 10_000, 100_000
MOST_MB = 120
FLAT = 1.5
"""Home with the most takes at most so many times what it takes with few."""

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
HOME = SCREENS[0]


@dataclass
class Stage:
    """One app with its workspace, and how long each screen took in it each time."""

    place: Place
    process: Process
    ms: dict[Screen, list[float]] = field(default_factory=dict)

    @property
    def megabytes(self) -> float:
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20


async def rows(folder: Path) -> AsyncIterator[Row]:
    async with AsyncExitStack() as opened:
        few, many, most = [
            await opened.enter_async_context(_stage(folder, FIREBELL_RUN, count))
            for count in (FEW, MANY, MOST)
        ]
        bare = await opened.enter_async_context(_stage(folder, BARE_BOLT))
        await _show(HOME, [few, many, most])
        for screen in SCREENS[1:]:
            await _show(screen, [few, many])
        await _type(bare, TIMES * len(SCREENS))
        for row in _times(few, many, most):
            yield row
        for row in _memory(few, many, bare):
            yield row
    questions = [asked.by_home(fill.database(folder, count)) for count in (FEW, MOST)]
    name = f"{HOME.name} with {MOST:,} incidents, beside {FEW}: queries"
    yield Row(name, questions[1], "", questions[0], "as many", questions[0] == questions[1])


def _times(few: Stage, many: Stage, most: Stage) -> Iterator[Row]:
    for screen in SCREENS:
        name = f"{screen.name} with {MANY:,} incidents, beside {FEW}:"
        quick, slow = few.ms[screen], many.ms[screen]
        yield Row(f"{name} p50", percentile(slow, 50), "ms", percentile(quick, 50))
        yield under(f"{name} p99", percentile(slow, 99), "ms", screen.most, percentile(quick, 99))
    middle, least = (percentile(one.ms[HOME], 50) for one in (most, few))
    yield within(f"{HOME.name} with {MOST:,} incidents, beside {FEW}: p50", middle, "ms", least, FLAT)


def _memory(few: Stage, many: Stage, bare: Stage) -> Iterator[Row]:
    """A bare Bolt app has acked as many commands by then."""
    held, shown = f"{MANY:,} incidents, {MANY * fill.EVENTS:,} events", TIMES * len(SCREENS)
    name = f"memory with {held}, after {shown} screens, beside"
    yield within(f"{name} bare Bolt", many.megabytes, "MB", bare.megabytes, MOST_MEMORY)
    yield under(f"{name} {FEW} incidents", many.megabytes, "MB", MOST_MB, few.megabytes)


@asynccontextmanager
async def _stage(folder: Path, app: App, incidents: int = 0) -> AsyncIterator[Stage]:
    own = folder / f"{app.name}-{incidents}".replace(" ", "-")
    own.mkdir()
    url = fill.database(own, incidents, events=incidents == MANY) if incidents else ""
    async with sandbox(own, seed_file(own)) as place, running(app, own, place.environment, url) as process:
        await place.connected(process)
        await place.calm()
        yield Stage(place, process)


async def _show(screen: Screen, stages: Sequence[Stage]) -> None:
    """In turns, so that what else the machine does hits all of them."""
    for number in range(TIMES):
        for stage in stages:
            stage.ms.setdefault(screen, []).append(await _open(stage.place, screen, number))


async def _type(stage: Stage, times: int) -> None:
    for number in range(times):
        await stage.place.slash(CROWD[number % len(CROWD)], "help")


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
