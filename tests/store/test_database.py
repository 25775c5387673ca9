"""Threads and transactions, the same on every database."""

import asyncio
import threading
from typing import Any

import peewee
import pytest

from bot.domain.errors import UserError
from bot.ports import Effects, utc_now
from bot.store.database import Database, unwritten
from bot.store.tables import Home
from bot.store.who import homes
from bot.usecases.unit import Unit


async def test_what_breaks_leaves_nothing_behind(db: Database[Unit]) -> None:
    def half(unit: Unit) -> None:
        homes.opened("U1", unit.now)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await db.write(half)
    assert await db.read(lambda: Home.select().count()) == 0


async def test_a_reading_cannot_write(db: Database[Unit]) -> None:
    with pytest.raises(peewee.DatabaseError):
        await db.read(lambda: Home.delete().execute())


async def test_a_reading_sees_one_moment(db: Database[Unit]) -> None:
    between, gate = threading.Event(), threading.Event()

    def twice() -> tuple[int, int]:
        first = Home.select().count()
        between.set()
        gate.wait(5)
        return first, Home.select().count()

    reading = db.read(twice)
    await asyncio.to_thread(between.wait, 5)
    await db.write(lambda unit: homes.opened("U1", unit.now))
    gate.set()
    assert await reading == (0, 0)


async def test_each_commit_wakes_who_listens(db: Database[Unit]) -> None:
    woken = asyncio.Event()
    db.on_commit(woken.set)
    await db.write(lambda _unit: None)
    await asyncio.wait_for(woken.wait(), 60)


async def test_what_can_never_be_written_is_told_after_a_few_tries(db: Database[Unit]) -> None:
    tries = 0

    def twice_the_same(unit: Unit) -> None:
        nonlocal tries
        tries += 1
        for _ in range(2):
            Home.insert(person="U1", opened_at=unit.now).execute()

    with pytest.raises(peewee.IntegrityError):
        await db.write(twice_the_same)
    assert tries == 3


@pytest.mark.parametrize("url", ["", "sqlite:///", "mysql://x", "data/firebell.db"])
def test_another_address_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(UserError, match=r"sqlite:///data/firebell\.db"):
        Database(url, lambda: None)


def test_a_full_postgresql_is_told_in_a_sentence(postgres_url: str) -> None:
    db: Database[Unit] = Database(postgres_url, lambda: Unit(utc_now(), Effects()))
    full = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"

    def fill(database: Any) -> None:
        database.execute_sql(full)

    with pytest.raises(peewee.DatabaseError) as raised:
        db.run(fill)
    db.close()
    assert unwritten(raised.value) == "PostgreSQL's disk is full. Make room on its server, and try again."
