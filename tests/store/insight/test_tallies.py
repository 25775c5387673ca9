"""What figures need of an incident follows from it, also of those from before there was a table for it."""

import json
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from harness import FORM

from bot.domain.incident import ClosingReason
from bot.domain.rules.closing import Ending
from bot.domain.rules.key_events import Said
from bot.store.engine.current import CURRENT
from bot.usecases.finish.close_incident import close_incident
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit
from bot.usecases.work.set_key_events import set_key_events

MIGRATION: Any = import_module("bot.store.migrations.0026_tallies")
REASONS = (None, ClosingReason.EXTERNAL, ClosingReason.CANCELLED, ClosingReason.DUPLICATE)


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


def test_the_migration_writes_what_is_written_with_each_incident(do: Any) -> None:
    do(_declare)
    asked = "SELECT * FROM tally ORDER BY incident"
    new = do(lambda _: CURRENT.execute_sql(asked).fetchall())
    do(lambda _: MIGRATION.down(None, CURRENT.obj))
    before = do(lambda _: CURRENT.execute_sql(asked).fetchall())
    do(lambda _: MIGRATION.up(None, CURRENT.obj))
    assert do(lambda _: CURRENT.execute_sql(asked).fetchall()) == new
    assert [json.loads(kind)[3] for _, kind, _ in new] == [True, True, False, False]
    assert [bool(counts) for _, _, counts, _ in before] == [True, True, False, False]


def _declare(unit: Unit) -> None:
    for number, reason in enumerate(REASONS, start=1):
        form = replace(FORM, draft=f"d{number}")
        opened = open_incident(unit, form, by="U1", press=f"p{number}")
        said = Said({"started": unit.now, "detected": None})
        set_key_events(unit, opened.id, said, by="U1", press=f"k{number}")
        if reason:
            ending = Ending(reason, "It was so.", "inc-1")
            close_incident(unit, opened.id, ending, by="U1", press=f"c{number}")
