"""The sandbox itself, with a whole town in it: how soon it is up, and how many envelopes it bears."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # ships no types
from bench import echo
from bench.loads import Acks, drive
from bench.place import Json, Place, sandbox
from bench.process import BARE_BOLT, FIREBELL, running, spawned
from bench.row import Row, at_most, under
from bench.town import MESSAGES, PEOPLE, seed_file

TIMES = 3
A_SECOND = 500
ENVELOPES = 4 * A_SECOND
AT_ONCE = 50
MEGABYTE = 1024 * 1024
READER = "import json, pathlib, sys, aiohttp.web; json.loads(pathlib.Path(sys.argv[1]).read_text()); print()"
"""The yardstick of the start: Python, aiohttp, and the seed file read once."""


async def rows(folder: Path) -> AsyncIterator[Row]:
    seed = seed_file(folder)
    town = f"{PEOPLE:,} people, {MESSAGES:,} messages"
    starts = [await _start(folder, command) for command in _commands(seed) for _ in range(TIMES)]
    full, empty, read = (_middle(starts[number * TIMES :][:TIMES]) for number in range(3))
    yield under(f"sandbox: start with {town}", full[0], "s", 2, read[0])
    yield Row(f"sandbox: memory with {town}, resident", full[1], "MB", empty[1])
    async with (
        sandbox(folder, seed) as place,
        running(BARE_BOLT, folder, place.environment) as process,
    ):
        await place.connected(process)
        async for row in _envelopes(place):
            yield row


def _commands(seed: Path) -> list[Sequence[str]]:
    alone = (*FIREBELL, "sandbox", "--port", "0")
    return [(*alone, "--seed-file", str(seed)), alone, (FIREBELL[0], "-c", READER, str(seed))]


async def _start(folder: Path, command: Sequence[str]) -> tuple[float, float]:
    """Seconds to the first line, and megabytes then; a reader has ended by that time."""
    begun = time.monotonic()
    async with spawned(command, folder, {}) as process:
        assert process.stdout
        assert await process.stdout.readline(), "it ended before its first line"
        seconds = time.monotonic() - begun
        held = psutil.Process(process.pid).memory_info().rss if "-c" not in command else 0
    return seconds, held / MEGABYTE


def _middle(starts: Sequence[tuple[float, float]]) -> tuple[float, float]:
    seconds, megabytes = zip(*starts, strict=True)
    return statistics.median(seconds), statistics.median(megabytes)


async def _envelopes(place: Place) -> AsyncIterator[Row]:
    """At a pace, then as fast as they go; beside a bare web socket that sends everything back."""
    typed = [_typed(number) for number in range(ENVELOPES)]
    await place.warm(AT_ONCE)
    acks = Acks()
    acks.add(await drive(place, typed, 1 / A_SECOND))
    echoed = await echo.paced(ENVELOPES, 1 / A_SECOND)
    pace = f"of {ENVELOPES:,} envelopes, {A_SECOND} a second, to a bare Bolt"
    yield at_most(f"sandbox: lost {pace}", acks.unacked, 0, ENVELOPES - len(echoed))
    yield Row(f"sandbox: ack {pace}: p50", acks.percentile(50), "ms", statistics.median(echoed))
    begun = time.monotonic()
    answers = await _at_once(place, typed)
    rate = sum(answer["ok"] for answer in answers) / (time.monotonic() - begun)
    echoes = await echo.rate(ENVELOPES, AT_ONCE)
    name = f"sandbox: envelopes acked, {AT_ONCE} on their way at any time"
    yield Row(name, rate, "/s", echoes, f"at least {A_SECOND} /s", rate >= A_SECOND)


async def _at_once(place: Place, acts: Sequence[Json]) -> list[Json]:
    turns = asyncio.Semaphore(AT_ONCE)

    async def perform(act: Json) -> Json:
        async with turns:
            return await place.act(**act)

    return await asyncio.gather(*map(perform, acts))


def _typed(number: int) -> Json:
    person = f"person{number % PEOPLE:04}"
    return {"user": person, "do": "slash", "command": "/incident", "channel": "general", "text": "help"}
