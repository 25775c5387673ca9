"""Mapping entities beside a bare loop of jq, and reading long lists of which nothing has changed."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

from bench import fill
from bench.lists import Lists
from bench.place import Json
from bench.process import spawned
from bench.row import Row, at_most, under

SERVICES, INCIDENTS = 10_000, 100_000
LEAST_RATE = 5_000
TIMES = 3
"""How often it is mapped, in turns; the quickest counts."""

MOST_GROWN = 60
MAPPER = Path(__file__).with_name("mapper.py")


async def rows(folder: Path) -> AsyncIterator[Row]:
    rates = [[await _run(how, folder) for how in ("bare_mapping", "mapping")] for _ in range(TIMES)]
    bare_rate, rate = (max(float(one["rate"]) for one in of_one) for of_one in zip(*rates, strict=True))
    bar, holds = f"at least {LEAST_RATE}/s, or the loop's", rate >= min(LEAST_RATE, bare_rate)
    yield Row("catalog: entities mapped in a second", rate, "/s", bare_rate, bar, holds)
    async for row in _read(folder, f"{SERVICES:,} services", Lists(SERVICES)):
        yield row
    kept = await asyncio.to_thread(fill.database, folder, INCIDENTS)
    name = f"{SERVICES:,} services, {INCIDENTS:,} incidents"
    async for row in _read(folder, name, Lists(SERVICES, INCIDENTS), kept):
        yield row


async def _read(folder: Path, name: str, there: Lists, kept: str = "") -> AsyncIterator[Row]:
    """Read all, and again with nothing changed; kept: a database with as many incidents of ours."""
    async with there.served() as url:
        bare, ours = [await _run(how, folder, url, kept) for how in ("bare", "ours")]
    assert ours["said"].startswith(f"{there.services} services: all as before"), ours
    assert f"{there.incidents} incidents: all as before" in ours["said"], ours
    assert ours["port"] == "Port: all as before.", ours
    assert ours["there"] == there.services + there.incidents - ours["hidden"], ours
    yield Row(f"catalog: reading {name}", ours["seconds"], "s", bare["again"])
    yield Row(f"catalog: {name} again, unchanged", ours["again"], "s", bare["again"])
    yield at_most(f"catalog: {name} again, unchanged: transactions", int(ours["written"]), 0)
    yield under(f"catalog: {name}: memory above idle at most", ours["grown"], "MB", MOST_GROWN, bare["grown"])
    yield Row(f"catalog: {name}: comparing with Port, unchanged", ours["compared"], "s")


async def _run(how: str, folder: Path, there: str = "", kept: str = "") -> Json:
    url = kept or f"sqlite:///{folder}/{how}-{time.monotonic_ns()}.db"
    async with spawned([sys.executable, str(MAPPER), how, url, there], folder, {}) as process:
        said, _ = await asyncio.wait_for(process.communicate(), 1200)
        assert process.returncode == 0, f"{how} ended with {process.returncode}"
        found: Json = json.loads(said.splitlines()[-1])
        return found
