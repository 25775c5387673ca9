"""`firebell copy-database`, as it is typed: what it says, and what it refuses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import FORM
from typed import Ended, typed

from bot.app import prepare_database
from bot.ports import Effects, utc_now
from bot.store.database import Database
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit


@pytest.fixture
def used(tmp_path: Path) -> Iterator[Database[Unit]]:
    """A database with an incident, which a Firebell works on as long as the test does not close it."""
    db: Database[Unit] = Database(f"sqlite:///{tmp_path}/firebell.db", lambda: Unit(utc_now(), Effects()))
    prepare_database(db)
    db.write_now(open_incident, FORM, by="U1", press="t1")
    yield db
    db.close()


async def ran(folder: Path, target: str) -> Ended:
    return await typed(
        "copy-database", target, folder=folder, environment={"DATABASE_URL": "sqlite:///firebell.db"}
    )


async def test_it_says_what_it_copied_and_overwrites_nothing(used: Database[Unit], tmp_path: Path) -> None:
    code, _, errors = await ran(tmp_path, "sqlite:///new.db")
    assert (code, "Another Firebell works on firebell.db" in errors) == (1, True)
    assert not (tmp_path / "new.db").exists()
    used.close()
    code, out, errors = await ran(tmp_path, "sqlite:///new.db")
    assert code == 0, errors
    said = {line.split()[0]: line.split()[1] for line in out.splitlines()}
    assert said["incident"] == "1"
    assert "Both are equal." in out
    code, _, errors = await ran(tmp_path, "sqlite:///new.db")
    assert (code, "It holds incidents, pages or changed settings already" in errors) == (1, True)
    assert (await ran(tmp_path, "sqlite:///firebell.db")).code == 1
