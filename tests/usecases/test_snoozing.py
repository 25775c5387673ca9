"""Quiet until the morning is until the morning where somebody is, whatever Slack says of their zone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from owing import owing_database
from rights import FORM

from bot.domain.people import Person
from bot.domain.rules.reminders import UPDATE
from bot.store import dues
from bot.store.who import people
from bot.usecases.open_incident import open_incident
from bot.usecases.remind import MORNING, remind, snooze
from bot.usecases.unit import Unit

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(("zone", "hour"), [("Europe/Paris", 8), ("Mars/Phobos", 9), ("", 9)])
def test_a_zone_that_nobody_knows_is_utc_here_too(database_url: str, zone: str, hour: int) -> None:
    moments = [NOW, NOW + timedelta(hours=2)]

    def ask(unit: Unit) -> None:
        incident = unit.take(1)
        assert incident
        remind(unit, incident, dues.due(unit.now, [UPDATE], 1)[0])

    with owing_database(database_url, lambda: moments[0]) as db:
        db.write_now(lambda unit: people.keep([Person("U1", "ana", zone=zone)], unit.now))
        db.write_now(open_incident, replace(FORM, priority="P1"), by="U1", press="p")
        moments.pop(0)
        db.write_now(ask)
        db.write_now(snooze, 1, MORNING, by="U1")
        due = db.read_now(dues.get, 1, UPDATE)
        assert due
        assert due.due_at == NOW.replace(day=22, hour=hour)
