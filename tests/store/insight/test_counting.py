"""Figures are read over indexes alone, by as many statements whatever there is."""

import logging
from typing import Any

import pytest
from anybody import settle
from many import fill

from bot.domain.insight.period import read
from bot.store import tables, taxonomy
from bot.store.database import Database
from bot.store.engine.current import CURRENT
from bot.store.insight import counting
from bot.store.who import standings
from bot.usecases.unit import Unit


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    """How it finds rows is asked of SQLite."""
    return f"sqlite:///{tmp_path}/firebell.db"


def test_as_many_statements_whatever_there_is(
    db: Database[Unit], do: Any, caplog: pytest.LogCaptureFixture
) -> None:
    do(settle)
    counted = []
    for more in (0, 200):
        do(fill, more, active=5)
        caplog.clear()
        with caplog.at_level(logging.DEBUG, logger="peewee"):
            found = do(_figures, "U1")
        counted.append(len([one for one in caplog.records if one.name == "peewee"]))
    assert counted[0] == counted[1] < 10
    assert found.total.count == 200
    assert do(_figures, counting.EVERYBODY).total.count == 200 - len(range(0, 200, 7))
    assert sum(found.ages) == 5


@pytest.mark.parametrize("person", ["U1", "U8", counting.EVERYBODY])
def test_what_was_declared_is_found_in_an_index(do: Any, person: str) -> None:
    """The row of an incident, with all its words, is never read."""
    do(settle)
    plan = do(_plan, person)
    assert "USING COVERING INDEX incident_opened_at" in plan, plan
    assert "SCAN t1" not in plan, plan
    assert "SCAN t2" not in plan, plan
    assert "TEMP B-TREE" not in plan, plan


def _figures(unit: Unit, person: str) -> Any:
    return counting.figures(person, read("year", "UTC", unit.now), taxonomy.load(), unit.now)


def _asked(person: str, unit: Unit) -> Any:
    seen = standings.visible_to(person) if person else ~tables.Incident.private
    return counting.declared(read("year", "UTC", unit.now)).where(seen)


def _plan(unit: Unit, person: str) -> str:
    sql, values = _asked(person, unit).sql()
    rows = CURRENT.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    return "\n".join(row[3] for row in rows)
