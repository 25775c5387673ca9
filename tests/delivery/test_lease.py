"""A worker that cannot say in time that it lives lets go of what others may have taken."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from first_start import begin

from bot.app import prepare_database
from bot.delivery.lease import Lease
from bot.delivery.pace import Pace
from bot.delivery.worker import Worker
from bot.ports import Effects, utc_now
from bot.store.database import Database
from bot.store.tables import Lease as Row
from bot.usecases.unit import Unit


@pytest.fixture
def db(database_url: str) -> Iterator[Database[Unit]]:
    begin(database_url)
    db: Database[Unit] = Database(database_url, lambda: Unit(utc_now(), Effects()))
    prepare_database(db)
    yield db
    db.close()


async def test_a_lease_that_is_not_renewed_lapses_where_others_can_take_over(db: Database[Unit]) -> None:
    lapsed = asyncio.Event()
    lease = Lease(db, Pace(beat=60, lease=0.05), lapsed.set)
    await lease.begin()
    if db.shared:
        await asyncio.wait_for(lapsed.wait(), 60)
    assert lease.holds is not db.shared


async def test_it_is_renewed_in_time(db: Database[Unit]) -> None:
    lease = Lease(db, Pace(beat=0, lease=60), lambda: None)
    await lease.begin()
    await lease.keep()
    assert lease.holds
    lease.end()


async def test_a_busy_worker_goes_on_saying_that_it_lives(postgres_url: str) -> None:
    """What it has to write waits in line; its word that it lives goes before."""
    db: Database[Unit] = Database(postgres_url, lambda: Unit(utc_now(), Effects()))
    prepare_database(db)
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
    db.close()


def _until() -> float:
    (row,) = Row.select()
    return float(row.until)
