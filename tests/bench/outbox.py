"""How many deliveries a second the outbox brings about at no latency, and what more replicas make of it."""

import asyncio
import json
import statistics
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import uuid4

import postgres
from bench.deliverer import EFFECT
from bench.process import spawned
from bench.row import Row

from bot.app import prepare_database
from bot.ports import Effects, utc_now
from bot.store.database import Database
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.usecases.unit import Unit

MANY, SUBJECTS = 2000, 400
"""Deliveries, in so many lanes."""

LEAST = 200
TIMES = 3
REPLICAS = (1, 3)
DELIVERER = (sys.executable, "-m", "bench.deliverer")


async def rows(folder: Path) -> AsyncIterator[Row]:
    rates = [await _delivered(folder, f"sqlite:///{folder}/{number}.db", 1) for number in range(TIMES)]
    rate = statistics.median(rates)
    bar = f"at least {LEAST} a second"
    yield Row("outbox on SQLite: deliveries a second", round(rate), bar=bar, holds=rate >= LEAST)
    server = postgres.Postgres(uuid4().hex[:8], postgres.HASTY)
    try:
        alone = 0.0
        for count in REPLICAS:
            with server.database() as url:
                rate = await _delivered(folder, url, count)
            alone = alone or rate
            name = f"outbox on PostgreSQL, {count} at work: deliveries a second, beside one"
            yield Row(name, round(rate), yardstick=round(alone))
    finally:
        server.stop()


async def _delivered(folder: Path, url: str, replicas: int) -> float:
    """Give the deliveries a second of so many replicas together."""
    _owe(url)
    async with AsyncExitStack() as opened:
        workers = [
            await opened.enter_async_context(spawned([*DELIVERER, url], folder, {}, stdin=PIPE))
            for _ in range(replicas)
        ]
        for one in workers:
            assert one.stdout
            await asyncio.wait_for(one.stdout.readline(), 60)
        took = await asyncio.gather(*map(_begin, workers))
    return MANY / (max(ended for _, ended in took) - min(begun for begun, _ in took))


async def _begin(worker: Process) -> tuple[float, float]:
    said, _ = await asyncio.wait_for(worker.communicate(b"go\n"), 300)
    found = json.loads(said.splitlines()[-1])
    return found["begun"], found["ended"]


def _owe(url: str) -> None:
    db: Database[Unit] = Database(url, lambda: Unit(utc_now(), Effects()))
    prepare_database(db)
    debts = [
        Debt(f"lane:{number % SUBJECTS}", EFFECT, EFFECT, None, mirror=False, needs=None, due_at=utc_now())
        for number in range(MANY)
    ]
    for start in range(0, MANY, SUBJECTS):
        db.write_now(lambda _unit, some: outbox.owe(some), debts[start : start + SUBJECTS])
    db.close()
