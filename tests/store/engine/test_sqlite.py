"""A file that one Firebell holds, and its one writer."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import UserError
from bot.store.database import Database
from bot.store.engine.current import CURRENT
from bot.store.engine.sqlite import IN_A_ROW, URGENT, Sqlite


def database(file: Path) -> Database[None]:
    return Database(f"sqlite:///{file}", lambda: None)


def sql(db: Database[None], said: str) -> Any:
    def run(connection: Any) -> Any:
        return connection.execute_sql(said).fetchall()

    return db.run(run)


def opened(file: Path) -> Database[None]:
    db = database(file)
    db.open()
    return db


def test_a_file_belongs_to_one_firebell(tmp_path: Path) -> None:
    first = opened(tmp_path / "firebell.db")
    with pytest.raises(UserError, match="Another Firebell"):
        opened(tmp_path / "firebell.db")
    first.close()
    opened(tmp_path / "firebell.db").close()


def test_nobody_else_on_the_machine_can_read_it(tmp_path: Path) -> None:
    """What SQLite puts beside it, in which the newest words stand, neither."""
    file = tmp_path / "firebell.db"
    db = opened(file)
    sql(db, "CREATE TABLE words (said TEXT)")
    modes = {one.name: one.stat().st_mode & 0o077 for one in tmp_path.iterdir() if ".lock" not in one.name}
    assert modes == dict.fromkeys(("firebell.db", "firebell.db-wal", "firebell.db-shm"), 0)
    db.close()


def test_a_command_works_beside_the_one_that_has_it(tmp_path: Path) -> None:
    """And who came alone lets a Firebell in as soon as it has shared."""
    first, beside = opened(tmp_path / "firebell.db"), database(tmp_path / "firebell.db")
    assert not beside.open(beside=True)
    sql(first, "create table word (said text)")
    sql(beside, "insert into word values ('hello')")
    assert sql(first, "select said from word") == [("hello",)]
    beside.close()
    with pytest.raises(UserError, match="Another Firebell"):
        opened(tmp_path / "firebell.db")
    first.close()
    command = database(tmp_path / "firebell.db")
    assert command.open(beside=True)
    command.share()
    opened(tmp_path / "firebell.db").close()
    command.close()


@pytest.mark.parametrize("name", ["notes.txt", "folder.db", "notes.txt/below/x.db"])
def test_what_is_no_database_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.txt").write_text("no database at all" * 100)
    (tmp_path / "folder.db").mkdir()
    db: Database[None] = Database(f"sqlite:///{tmp_path / name}", lambda: None)
    with pytest.raises(UserError, match="cannot be used as a database"):
        db.open()
    db.close()


async def test_urgent_work_goes_before_what_waits_behind_but_not_for_ever(tmp_path: Path) -> None:
    db = opened(tmp_path / "firebell.db")
    order: list[str] = []
    begun, gate = threading.Event(), threading.Event()

    def keep_it_busy(_unit: None) -> None:
        begun.set()
        gate.wait(5)

    first = db.write_behind(keep_it_busy)
    await asyncio.to_thread(begun.wait, 5)
    behind = [db.write_behind(lambda _unit: order.append("behind")) for _ in range(2)]
    urgent = [db.write(lambda _unit: order.append("urgent")) for _ in range(IN_A_ROW + 2)]
    gate.set()
    await asyncio.gather(first, *behind, *urgent)
    assert order == [*["urgent"] * IN_A_ROW, "behind", "urgent", "urgent", "behind"]
    db.close()


async def test_what_the_worker_looks_at_keeps_nobody_waiting(tmp_path: Path) -> None:
    db = opened(tmp_path / "firebell.db")
    gate = threading.Event()
    looks = [db.read_behind(gate.wait, 60) for _ in range(5)]
    assert await asyncio.wait_for(db.read(lambda: "seen"), 30) == "seen"
    gate.set()
    assert await asyncio.gather(*looks) == [True] * 5
    db.close()


def test_once_it_is_closed_nothing_lies_beside_it(tmp_path: Path) -> None:
    """Whoever read from it: what was written last stands in the file itself, which can be copied as it is."""
    db = opened(tmp_path / "firebell.db")
    sql(db, "CREATE TABLE words (said TEXT)")
    together = threading.Barrier(URGENT)

    def read() -> None:
        CURRENT.obj.execute_sql("SELECT said FROM words").fetchall()
        together.wait(60)

    for done in [db.engine.read(read) for _ in range(URGENT)]:
        done.result(60)
    db.close()
    assert {one.name for one in tmp_path.iterdir()} <= {"firebell.db", "firebell.db.lock"}


@pytest.mark.parametrize(
    ("url", "path"), [("sqlite:///data/x.db", Path("data/x.db")), ("sqlite:////var/x.db", Path("/var/x.db"))]
)
def test_three_slashes_are_relative_and_four_absolute(url: str, path: Path) -> None:
    assert Sqlite(url).path == path
