"""Figures are read over indexes alone, by as many statements whatever there is."""

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from anybody import settle
from harness import FORM
from many import fill
from owing import owing_database

from bot.domain.insight.period import read
from bot.domain.rules import tasks as rules
from bot.domain.rules.tasks import Wish
from bot.domain.times.typed import zone_of
from bot.ports import utc_now
from bot.store import tables, tasks, taxonomy
from bot.store.database import Database
from bot.store.engine.current import CURRENT
from bot.store.incidents import saving
from bot.store.insight import counting
from bot.store.who import standings
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit


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
def test_what_was_declared_is_found_in_an_index(tmp_path: Path, person: str) -> None:
    """The row of an incident, with all its words, is never read."""
    with owing_database(f"sqlite:///{tmp_path}/firebell.db", utc_now) as db:
        db.write_now(settle)
        plan = db.write_now(_plan, person)
    assert "USING COVERING INDEX incident_opened_at" in plan, plan
    assert "SCAN t1" not in plan, plan
    assert "SCAN t2" not in plan, plan
    assert plan.count("TEMP B-TREE") == 1, f"only what is found is put in order, by its kind: {plan}"


def test_a_drill_is_in_no_number(do: Any) -> None:
    do(settle)
    real, drill = do(_real_and_drill)
    assert (real.id, drill.id) == (1, 2)
    found = do(_figures, "U1")
    assert (found.total.count, found.left_out, sum(found.ages)) == (1, 0, 1)
    late, count = do(lambda unit: tasks.overdue(unit.now.date() + timedelta(days=9), 10))
    assert ([one.incident for one in late], count) == ([1], 1)


def _real_and_drill(unit: Unit) -> Any:
    """Both with a follow-up."""
    first = open_incident(unit, FORM, by="U1", press="p1")
    second = saving.save(replace(first, id=0, draft="d2", drill=True))
    for one in (first, second):
        wish = Wish("Write", due_on=unit.now.date())
        tasks.save(rules.make(one, wish, zone_of("UTC"), unit.act("U1")))
    return first, second


def _figures(unit: Unit, person: str) -> Any:
    return counting.figures(person, read("year", "UTC", unit.now), taxonomy.load(), unit.now)


def _asked(person: str, unit: Unit) -> Any:
    seen = standings.visible_to(person) if person else ~tables.Incident.private
    return counting.declared(read("year", "UTC", unit.now)).where(seen)


def _plan(unit: Unit, person: str) -> str:
    sql, values = _asked(person, unit).sql()
    rows = CURRENT.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    return "\n".join(row[3] for row in rows)
