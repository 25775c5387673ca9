"""`firebell copy-database`, `backup` and `restore`, as they are typed: what they say and what they refuse."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from first_start import begin
from harness import FORM

from bot.__main__ import main
from bot.app import prepare_database
from bot.ports import Effects, utc_now
from bot.store.database import Database
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit


@pytest.fixture
def used(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Database[Unit]]:
    """A database with an incident, which a Firebell works on as long as the test does not close it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    begin(database_url)
    db: Database[Unit] = Database(database_url, lambda: Unit(utc_now(), Effects()))
    prepare_database(db)
    db.write_now(open_incident, FORM, by="U1", press="t1")
    yield db
    db.close()


def typed(*words: str) -> tuple[int, str]:
    ended = CliRunner().invoke(main, words)
    return ended.exit_code, ended.output


@pytest.mark.parametrize("database_url", [f"sqlite:///{'firebell.db'}"])
def test_a_copy_says_what_it_copied_and_overwrites_nothing(used: Database[Unit]) -> None:
    code, said = typed("copy-database", "sqlite:///new.db")
    assert (code, "Another Firebell works on firebell.db" in said) == (1, True)
    assert not Path("new.db").exists()
    used.close()
    code, said = typed("copy-database", "sqlite:///new.db")
    assert (code, "Both are equal." in said) == (0, True), said
    assert ["incident", "1"] in [line.split()[:2] for line in said.splitlines()]
    code, said = typed("copy-database", "sqlite:///new.db")
    assert (code, "It holds incidents, pages or changed settings already" in said) == (1, True)
    assert typed("copy-database", "sqlite:///firebell.db")[0] == 1
    for unreadable in ("mysql://new", "sqlite:///:memory:"):
        assert "TARGET_URL cannot be read" in typed("copy-database", unreadable)[1]
    assert "give another TARGET_URL" in typed("copy-database", "sqlite:////proc/new.db")[1]


@pytest.mark.parametrize("database_url", [f"sqlite:///{'firebell.db'}"])
def test_what_is_not_there_is_not_made_to_be_copied(
    used: Database[Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    used.close()
    monkeypatch.setenv("DATABASE_URL", "sqlite:///firebel.db")
    for words in (("copy-database", "sqlite:///new.db"), ("backup", "saved")):
        code, said = typed(*words)
        assert (code, "firebel.db is not there, so there is nothing to copy" in said) == (1, True), said
    assert not [*Path().glob("firebel.db*"), *Path().glob("new.db*"), *Path().glob("saved*")]


@pytest.mark.parametrize("database_url", [f"sqlite:///{'firebell.db'}"])
def test_what_a_later_version_keeps_is_copied_by_that_one_alone(
    used: Database[Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    """This one would leave out what it does not know."""
    used.close()
    assert typed("backup", "saved")[0] == 0
    for path in ("saved", "firebell.db"):
        with closing(sqlite3.connect(path)) as later, later:
            later.execute("insert into schema_migration(name, applied) values ('9999_later', '2030-01-01')")
    for words in (("backup", "again"), ("copy-database", "sqlite:///new.db"), ("doctor",)):
        code, said = typed(*words)
        assert (code, "A later version of Firebell has changed" in " ".join(said.split())) == (1, True), said
    monkeypatch.setenv("DATABASE_URL", "sqlite:///new.db")
    code, said = typed("restore", "saved")
    assert (code, "A later version of Firebell has changed" in said) == (1, True), said
    assert not [*Path().glob("new.db*"), *Path().glob("again*")]


def test_a_backup_is_made_beside_a_firebell_and_restored(
    used: Database[Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = typed("backup", "saved")
    assert (code, "saved holds all of it" in said) == (0, True), said
    assert Path("saved").stat().st_mode & 0o077 == 0
    assert not list(Path().glob("saved?*"))
    assert "is there already" in typed("backup", "saved")[1]
    assert "cannot be written" in typed("backup", "nowhere/saved")[1]
    monkeypatch.setenv("DATABASE_URL", "sqlite:///again.db")
    assert "is not there" in typed("restore", "other")[1]
    Path("other").touch()
    assert "is no backup of Firebell" in typed("restore", "other")[1]
    for part in (b"what somebody wrote", Path("saved").read_bytes()[:9000]):
        Path("other").write_bytes(part)
        assert "other is no backup of Firebell, or not whole" in typed("restore", "other")[1]
    assert "is no file" in typed("restore", ".")[1]
    assert not Path("again.db").exists()
    code, said = typed("restore", "saved")
    assert (code, "The next incident is inc-1001" in said, "Active then: inc-1." in said) == (
        0,
        True,
        True,
    ), said
    assert "are not overwritten" in typed("restore", "saved")[1]
    used.close()
