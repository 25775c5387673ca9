"""A file that one Firebell holds, and its one writer."""

import asyncio
import threading
from pathlib import Path

import pytest

from bot.domain.errors import UserError
from bot.store.database import Database
from bot.store.engine.sqlite import Sqlite


def opened(file: Path) -> Database[None]:
    db: Database[None] = Database(f"sqlite:///{file}", lambda: None)
    db.open()
    return db


def test_a_file_belongs_to_one_firebell(tmp_path: Path) -> None:
    first = opened(tmp_path / "firebell.db")
    with pytest.raises(UserError, match="Another Firebell"):
        opened(tmp_path / "firebell.db")
    first.close()
    opened(tmp_path / "firebell.db").close()


@pytest.mark.parametrize("name", ["notes.txt", "folder.db", "notes.txt/below/x.db"])
def test_what_is_no_database_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.txt").write_text("no database at all" * 100)
    (tmp_path / "folder.db").mkdir()
    db: Database[None] = Database(f"sqlite:///{tmp_path / name}", lambda: None)
    with pytest.raises(UserError, match="cannot be used as a database"):
        db.open()
    db.close()


async def test_urgent_work_goes_before_what_waits_behind(tmp_path: Path) -> None:
    db = opened(tmp_path / "firebell.db")
    order: list[str] = []
    gate = threading.Event()
    first = db.write(lambda _unit: gate.wait(5))
    behind = db.write_behind(lambda _unit: order.append("behind"))
    urgent = db.write(lambda _unit: order.append("urgent"))
    gate.set()
    await asyncio.gather(first, behind, urgent)
    assert order == ["urgent", "behind"]
    db.close()


@pytest.mark.parametrize(
    ("url", "path"), [("sqlite:///data/x.db", Path("data/x.db")), ("sqlite:////var/x.db", Path("/var/x.db"))]
)
def test_three_slashes_are_relative_and_four_absolute(url: str, path: Path) -> None:
    assert Sqlite(url).path == path
