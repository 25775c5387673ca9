"""Figures over 100,000 incidents beside a bare count of them, and all of them as a file beside bare csv."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from bench.fill import database, opened
from bench.place import Json
from bench.process import spawned
from bench.row import Row, under

from bot.domain.insight.period import read
from bot.ports import utc_now
from bot.store import tables, taxonomy
from bot.store.insight import counting

MANY = 100_000
TIMES = 5
MOST_MS, MOST_MB = 500, 60
EXPORTER = Path(__file__).with_name("exporter.py")
PERSON = "U1"
"""Who may see all of them, as they declared each third and were in all."""


async def rows(folder: Path) -> AsyncIterator[Row]:
    url = database(folder, MANY)
    for name, typed in (("all of them", "2010-01-01 2029-12-31"), ("the last month", "month")):
        took, count = _counted(url, typed), _bare(url)
        yield under(f"figures over {MANY:,} incidents: {name}", took, "ms", MOST_MS, count)
    ours, bare = [await _exported(folder, url, how) for how in ("ours", "bare")]
    yield Row(f"{MANY:,} incidents as a file", ours["seconds"], "s", bare["seconds"])
    name = f"{MANY:,} incidents as a file: memory above idle at most"
    yield under(name, ours["grown"], "MB", MOST_MB, bare["grown"])


def _counted(url: str, typed: str) -> float:
    def figures() -> object:
        now = utc_now()
        return counting.figures(PERSON, read(typed, "Europe/Paris", now), taxonomy.load(), now)

    return _best(url, figures)


def _bare(url: str) -> float:
    return _best(url, lambda: tables.Incident.select().count())


def _best(url: str, query: Callable[[], Any]) -> float:
    """Give the milliseconds of the quickest: what else the machine does makes each only slower."""
    db = opened(url)
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        db.read_now(query)
        took.append((time.perf_counter() - begun) * 1000)
    db.close()
    return min(took)


async def _exported(folder: Path, url: str, how: str) -> Json:
    async with spawned([sys.executable, str(EXPORTER), how, url], folder, {}) as process:
        said, _ = await asyncio.wait_for(process.communicate(), 600)
        assert process.returncode == 0, f"{how} ended with {process.returncode}"
        found: Json = json.loads(said.splitlines()[-1])
        return found
