"""Threads, transactions and the file that one Firebell holds."""

import asyncio
import threading
from pathlib import Path

import pytest

from bot.domain.errors import UserError
from bot.store import homes
from bot.store.database import Database, sqlite_path
from bot.usecases.unit import Unit


async def test_what_breaks_leaves_nothing_behind(db: Database[Unit]) -> None:
    def half(unit: Unit) -> None:
        homes.opened("U1", unit.now)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await db.write(half)
    assert await db.read(homes.being_looked_at, db._unit().now) == []  # noqa: SLF001 - the test's own clock


async def test_urgent_work_goes_before_what_waits_behind(db: Database[Unit]) -> None:
    order: list[str] = []
    gate = threading.Event()
    first = db.write(lambda _unit: gate.wait(5))
    behind = db.write_behind(lambda _unit: order.append("behind"))
    urgent = db.write(lambda _unit: order.append("urgent"))
    gate.set()
    await asyncio.gather(first, behind, urgent)
    assert order == ["urgent", "behind"]


async def test_each_commit_wakes_who_listens(db: Database[Unit]) -> None:
    woken = asyncio.Event()
    db.on_commit(woken.set)
    await db.write(lambda _unit: None)
    await asyncio.wait_for(woken.wait(), 5)


def test_a_file_belongs_to_one_firebell(db: Database[Unit]) -> None:
    second: Database[Unit] = Database(f"sqlite:///{db.path}", db._unit)  # noqa: SLF001 - the same unit will do
    with pytest.raises(UserError, match="Another Firebell"):
        second.open()
    second.close()


@pytest.mark.parametrize(
    ("url", "path"), [("sqlite:///data/x.db", Path("data/x.db")), ("sqlite:////var/x.db", Path("/var/x.db"))]
)
def test_three_slashes_are_relative_and_four_absolute(url: str, path: Path) -> None:
    assert sqlite_path(url) == path


@pytest.mark.parametrize("url", ["", "sqlite:///", "postgres://x", "data/firebell.db"])
def test_another_address_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(UserError, match=r"sqlite:///data/firebell\.db"):
        sqlite_path(url)
