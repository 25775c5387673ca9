"""A server that replicas share, that may be away, and that may drop every connection."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from postgres import Postgres

from bot.app import prepare_database
from bot.domain.errors import UserError
from bot.ports import Effects, utc_now
from bot.store import taxonomy
from bot.store.database import Database
from bot.store.queues import leases
from bot.store.tables import Lease, Press
from bot.usecases.unit import Unit


@pytest.fixture
def shared(postgres_url: str) -> Iterator[Database[Unit]]:
    db = replica(postgres_url)
    db.open()
    yield db
    db.close()


def replica(url: str) -> Database[Unit]:
    return Database(url, lambda: Unit(utc_now(), Effects()))


def count_presses() -> int:
    return Press.select().count()


async def test_every_lost_connection_is_renewed(
    shared: Database[Unit], postgres: Postgres, postgres_url: str
) -> None:
    for _ in range(2):
        await asyncio.gather(*(shared.write(lambda _unit: count_presses()) for _ in range(5)))
        await asyncio.gather(*(shared.read(count_presses) for _ in range(5)))
        postgres.cut(postgres_url)
    assert await shared.write(lambda _unit: count_presses()) == 0


async def test_what_waits_behind_keeps_nobody_waiting(shared: Database[Unit]) -> None:
    gate = threading.Event()
    behind = [shared.write_behind(lambda _unit: gate.wait(90)) for _ in range(10)]
    assert await asyncio.wait_for(shared.write(lambda _unit: "at once"), 60) == "at once"
    gate.set()
    assert await asyncio.gather(*behind) == [True] * 10


async def test_two_whose_leases_lapsed_renew_them_at_once_and_wait_for_nobody(shared: Database[Unit]) -> None:
    together, tries = threading.Barrier(2), list[str]()

    def renew(worker: str, seconds: float) -> Callable[[Unit], None]:
        return lambda _unit: leases.renew(worker, seconds)

    def beat(worker: str) -> Callable[[Unit], int]:
        def work(unit: Unit) -> int:
            tries.append(worker)
            renew(worker, 60)(unit)
            if len(tries) <= 2:
                together.wait(60)
            return leases.bury()

        return work

    for worker in ("w1", "w2"):
        await shared.write(renew(worker, -1))
    assert await asyncio.gather(*(shared.write(beat(worker)) for worker in ("w1", "w2"))) == [0, 0]
    assert sorted(tries) == ["w1", "w2"]
    assert await shared.read(lambda: Lease.select().count()) == 2


async def test_a_replica_that_stands_still_keeps_its_locks_for_ten_seconds(shared: Database[Unit]) -> None:
    def asked(database: Any) -> str:
        return str(database.execute_sql("SHOW idle_in_transaction_session_timeout").fetchone()[0])

    assert shared.run(asked) == "10s"


def test_replicas_that_start_at_once_migrate_once(postgres: Postgres) -> None:
    with postgres.database("template0") as url, ThreadPoolExecutor(3) as threads:
        replicas = [replica(url) for _ in range(3)]
        applied = list(threads.map(prepare_database, replicas))
        assert sorted(applied, key=len)[:2] == [[], []]
        assert len(replicas[0].write_now(lambda _unit: taxonomy.load()).priorities) == 5
        for one in replicas:
            one.close()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://bell:hunter2@127.0.0.1:9/x", "Connection refused"),
        ("postgres://bell:hunter2@127.0.0.1:9/x", "Connection refused"),
        ("postgresql://bell:hunter2@127.0.0.1:hunter2/x", "leads to no database"),
        ("postgresql://bell:hunter2@127.0.0.1/x?nonsense=hunter2", "leads to no database"),
    ],
)
def test_one_that_cannot_be_had_is_told_without_its_password(url: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as refused:
        replica(url).open()
    assert "hunter2" not in refused.value.sentence


def test_a_database_that_is_not_there_is_named(postgres: Postgres) -> None:
    with pytest.raises(UserError, match='database "nowhere" does not exist'):
        replica(postgres.url("nowhere")).open()
