"""A copy from each kind of database into each kind is the same, and goes on counting where it was."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from engines import WITHOUT_POSTGRES
from first_start import begin
from harness import FORM

from bot.app import prepare_database
from bot.domain.errors import UserError
from bot.domain.incident import Link, LinkKind
from bot.ports import Effects, no_progress, utc_now
from bot.store import tables
from bot.store.copies import copying, restoring
from bot.store.database import Database
from bot.store.engine import words
from bot.store.engine.sqlite import PREFIX
from bot.store.incidents import saving
from bot.store.queues import leases
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit

TITLE = "Ünïcode ☎ 火 'quoted' \\ and \n lines"


def opened(url: str) -> Database[Unit]:
    begin(url)
    database: Database[Unit] = Database(url, lambda: Unit(utc_now(), Effects()))
    prepare_database(database)
    return database


@pytest.fixture
def other(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[Database[Unit]]:
    """What is copied into: a database of the other kind."""
    to_file = WITHOUT_POSTGRES or not database_url.startswith(PREFIX)
    target = opened(f"{PREFIX}{tmp_path}/other.db" if to_file else request.getfixturevalue("postgres_url"))
    yield target
    target.close()


def copied(db: Database[Unit], other: Database[Unit], last: Any = int) -> list[copying.Copied]:
    return other.run(partial(copying.copy, db.engine.moment, last, tell=no_progress))


def fill(unit: Unit, count: int) -> None:
    for number in range(count):
        form = replace(FORM, draft=f"d{number}", title=f"{TITLE} {number}")
        found = unit.take(open_incident(unit, form, by="U1", press=f"t{number}").id)
        assert found
        link = Link(LinkKind.CHANNEL, f"C{number}")
        saving.save(replace(found, links={link.kind: link}), found)


def held(database: Database[Unit], table: Any) -> list[Any]:
    return database.read_now(lambda: sorted(map(repr, table.select().tuples())))


def test_everything_comes_over_and_new_numbers_follow(db: Database[Unit], other: Database[Unit]) -> None:
    db.write_now(fill, 3)
    found = copied(db, other)
    assert {one.table: one.rows for one in found}["incident"] == 3
    for table in copying.COPIED:
        assert held(db, table) == held(other, table), table
    nulls = partial(tables.Incident.select().where(tables.Incident.closed_at.is_null()).count)
    assert (db.read_now(nulls), other.read_now(nulls)) == (3, 3)
    again = replace(FORM, draft="d9")
    assert other.write_now(open_incident, again, by="U1", press="t9").id == 4
    assert other.read_now(words.missing, 9) == []
    with pytest.raises(UserError, match="holds incidents"):
        copied(db, other)


def test_what_fails_leaves_the_target_as_it_was(db: Database[Unit], other: Database[Unit]) -> None:
    db.write_now(fill, 2)
    before = held(other, tables.TaxonomyEntry)

    def fail() -> None:
        raise UserError("no")

    with pytest.raises(UserError):
        copied(db, other, fail)
    assert held(other, tables.Incident) == []
    assert held(other, tables.TaxonomyEntry) == before
    other.write_now(lambda _unit: leases.renew("w1", 60))
    with pytest.raises(UserError, match="works on one"):
        copied(db, other)


def test_a_copy_of_the_past_looks_first_and_numbers_far_ahead(
    db: Database[Unit], other: Database[Unit]
) -> None:
    db.write_now(fill, 2)
    copied(db, other, partial(restoring.set_back, utc_now()))
    owed = tables.Delivery.select(tables.Delivery.attempt, tables.Delivery.first_at)
    query: Any = owed.where(tables.Delivery.state == "waiting").tuples
    found = other.read_now(lambda: list(query()))
    assert len(found) == 4
    assert all(attempt == 1 and first for attempt, first in found)
    for number in (1001, 1002):
        form = replace(FORM, draft=f"n{number}")
        assert other.write_now(open_incident, form, by="U1", press=f"n{number}").id == number


def test_pages_of_rows_miss_none(db: Database[Unit], other: Database[Unit], monkeypatch: Any) -> None:
    """Tables of one key and of several are read on from the last row."""
    db.write_now(fill, 7)
    monkeypatch.setattr(copying, "PAGE", 2)
    assert {one.table: one.rows for one in copied(db, other)}["link"] == 7


def test_a_row_that_cannot_stand_there_is_named(db: Database[Unit], other: Database[Unit]) -> None:
    if db.shared or not other.shared:
        pytest.skip("only PostgreSQL holds texts to a length")
    insert = tables.Usergroup.insert(id="S1", handle="x" * 300, name="n", read_at=utc_now())
    db.write_now(lambda _unit: insert.execute())
    with pytest.raises(UserError, match="A row of usergroup cannot stand there"):
        copied(db, other)
