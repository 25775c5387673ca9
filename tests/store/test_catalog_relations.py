"""What is related to a thing is known without looking through all that there is."""

import logging
from importlib import import_module
from typing import Any

import pytest
from playhouse.migrate import SchemaMigrator

from bot.domain.catalog import Entity
from bot.store import tables
from bot.store.catalog import copies, entities, relations
from bot.store.engine.current import CURRENT
from bot.store.who.rows import tuples
from bot.usecases.unit import Unit

MIGRATION: Any = import_module("bot.store.migrations.0030_catalog_relations")
RELATED = {"of": ["P1", "P2", "P1"], "by": "ana", "none": None, "number": 7, "long": "x" * 256}


def incident(name: str, **related: Any) -> Entity:
    return Entity("incident", name, "It burns", {}, related, name, 2)


def keep(unit: Unit, *found: Entity) -> list[int]:
    return entities.keep("pagerduty", "incidents", found, unit.now)


def everything(_unit: Unit) -> list[tuple[int, str]]:
    table = tables.Relation
    return [(row[0], row[1]) for row in tuples(table.select().order_by(table.entity, table.target))]


def referred_to(_unit: Unit) -> set[str]:
    return relations.referred_to(["P1", "P2", "P3", "ana", "7", "Q1"])


def test_relations_are_those_of_what_is_there_now(do: Any) -> None:
    first, second = do(keep, incident("Q1", **RELATED), incident("Q2", of="P1"))
    assert do(everything) == [(first, "7"), (first, "P1"), (first, "P2"), (first, "ana"), (second, "P1")]
    assert do(referred_to) == {"P1", "P2", "ana", "7"}
    do(keep, incident("Q1", of="P3"))
    assert do(everything) == [(first, "P3"), (second, "P1")]
    do(lambda unit: entities.retire([second], unit.now))
    assert do(everything) == [(first, "P3")]
    do(keep, incident("Q2", of="P2"))
    assert do(everything) == [(first, "P3"), (second, "P2")]


def test_the_migration_writes_what_is_written_with_each_entity(do: Any) -> None:
    numbers = do(
        keep, incident("Q1", **RELATED), *(incident(f"Q{one}", of=f"P{one}") for one in range(2, 450))
    )
    do(lambda unit: entities.retire(numbers[-1:], unit.now))
    new = do(everything)
    for way in (MIGRATION.down, MIGRATION.up):
        do(lambda _, way=way: way(SchemaMigrator.from_database(CURRENT.obj), CURRENT.obj))
    assert do(everything) == new
    assert len(new) == 4 + 447


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_that_is_asked_of_one_looks_through_all(do: Any, caplog: pytest.LogCaptureFixture) -> None:
    """What is taken away is asked for one by one: each question must find its rows by an index."""
    (number,) = do(keep, incident("Q1", of="P1"))
    (copy,) = do(lambda _: copies.to_write("incident", 0, 1))
    with caplog.at_level(logging.DEBUG, logger="peewee"):
        do(lambda _: relations.referred_to(["P1", "P2"]))
        do(lambda _: copies.twins([copy]))
        do(lambda _: copies.release(["P1", "P2"]))
        do(lambda _: copies.forget_referring("P1"))
        do(lambda _: copies.note_written({number: ""}))
        do(lambda _: entities.known("pagerduty", [copy.entity]))
        do(lambda unit: entities.retire([number], unit.now))
    asked = [one.msg for one in caplog.records if isinstance(one.msg, tuple)]
    plans = {sql: do(_plan, sql, values) for sql, values in asked if '"entity"' in sql or '"relation"' in sql}
    assert len(plans) > 6
    assert not {sql: plan for sql, plan in plans.items() if "SCAN" in plan}


def _plan(_unit: Unit, sql: str, values: Any) -> str:
    return "; ".join(row[3] for row in CURRENT.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values).fetchall())
