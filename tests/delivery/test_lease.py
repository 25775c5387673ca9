"""A worker that cannot say in time that it lives lets go of what others may have taken."""

import asyncio
import threading
from collections.abc import Iterator

import psycopg
import pytest
from first_start import opened

from bot.delivery.lease import Lease
from bot.delivery.pace import Pace
from bot.delivery.worker import Worker
from bot.domain.events import IncidentOpened
from bot.ports import Effects, Run, on, utc_now
from bot.store.database import Database
from bot.store.queues import leases, outbox
from bot.store.queues.outbox import Debt
from bot.store.tables import Delivery
from bot.store.tables import Lease as Row
from bot.usecases.unit import Unit

DEBT = Debt("freeze", "tell", "tell", None, mirror=False, needs=None, due_at=utc_now())


@pytest.fixture
def shared(postgres_url: str) -> Iterator[Database[Unit]]:
    with opened(postgres_url) as db:
        yield db


async def test_a_lease_that_is_not_renewed_lapses_where_others_can_take_over(db: Database[Unit]) -> None:
    lapsed = asyncio.Event()
    lease = Lease(db, Pace(beat=60, lease=0.05, in_the_air=0), lapsed.set)
    await lease.begin()
    if db.shared:
        await asyncio.wait_for(lapsed.wait(), 60)
    assert lease.holds is not db.shared


async def test_it_lapses_before_others_take_over_by_as_long_as_a_call_may_be_in_the_air(
    shared: Database[Unit],
) -> None:
    lapsed = asyncio.Event()
    lease = Lease(shared, Pace(beat=60, lease=8, in_the_air=7.95), lapsed.set)
    await lease.begin()
    await asyncio.wait_for(lapsed.wait(), 60)
    assert not lease.holds
    assert await shared.read(leases.any_lives), "what it let go is nobody else's yet"


async def test_it_is_renewed_in_time(db: Database[Unit]) -> None:
    lease = Lease(db, Pace(beat=0, lease=60), lambda: None)
    await lease.begin()
    await lease.keep()
    assert lease.holds
    lease.end()


async def test_a_busy_worker_goes_on_saying_that_it_lives(shared: Database[Unit]) -> None:
    """What it has to write waits in line; its word that it lives goes before."""
    db = shared
    worker = Worker(db, Effects(), {}, utc_now, Pace(beat=0.02))
    await worker.start()
    done = threading.Event()
    line = db.write_behind(lambda _unit: done.wait(30))
    first = await db.read(_until)
    while await db.read(_until) == first:
        assert not line.done()
    done.set()
    await line
    await worker.stop()


async def test_what_was_claimed_too_late_is_not_begun(shared: Database[Unit], postgres_url: str) -> None:
    effects, telling = Effects(), Telling()
    effects.add(telling)
    worker = Worker(shared, effects, {}, utc_now, Pace(look=0.02, beat=0.02, lease=1, in_the_air=0.1))
    await worker.start()
    done = threading.Event()
    line = shared.write_behind(lambda _unit: done.wait(30))
    await shared.write(lambda _unit: outbox.owe([DEBT]))
    for _ in range(20):  # the claim waits in line by then
        first = await shared.read(_until)
        while await shared.read(_until) == first:
            assert not line.done()
    with psycopg.connect(postgres_url) as server:
        server.execute("LOCK TABLE lease IN ACCESS EXCLUSIVE MODE")
        while worker.lease.holds:
            await shared.read(_stands)
        done.set()
        await line
        while await shared.read(_stands) in {("waiting", 0), ("claimed", 1)}:
            assert not worker.lease.holds
        assert (await shared.read(_stands), telling.told) == (("waiting", 1), 0)
    await worker.stop()


class Telling:
    told = 0

    @on(IncidentOpened)
    async def tell(self, _: Run) -> None:
        self.told += 1


def _stands() -> tuple[str, int]:
    (row,) = Delivery.select()
    return row.state, row.attempt


def _until() -> float:
    (row,) = Row.select()
    return float(row.until)
