"""What figures need of an incident follows from it, also of those from before there was a table for it."""

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

REASONS = (None, ClosingReason.EXTERNAL, ClosingReason.CANCELLED, ClosingReason.DUPLICATE)


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


def test_the_migration_writes_what_is_written_with_each_incident(do: Any) -> None:
    do(_declare)
    migration: Any = import_module("bot.store.migrations.0022_insight")
    asked = "SELECT id, opened_at, key_events, closure, merged_into FROM incident"
    old = do(lambda _: [migration._row(*row) for row in CURRENT.execute_sql(asked).fetchall()])  # noqa: SLF001
    asked = "SELECT incident, opened, counts, moments FROM tally ORDER BY incident"
    new = do(lambda _: CURRENT.execute_sql(asked).fetchall())
    assert [tuple(one.values()) for one in old] == [(*row[:2], bool(row[2]), row[3]) for row in new]
    assert [bool(row[2]) for row in new] == [True, True, False, False]


def _declare(unit: Unit) -> None:
    for number, reason in enumerate(REASONS, start=1):
        form = replace(FORM, draft=f"d{number}")
        opened = open_incident(unit, form, by="U1", press=f"p{number}")
        said = Said({"started": unit.now, "detected": None})
        set_key_events(unit, opened.id, said, by="U1", press=f"k{number}")
        if reason:
            ending = Ending(reason, "It was so.", "inc-1")
            close_incident(unit, opened.id, ending, by="U1", press=f"c{number}")
