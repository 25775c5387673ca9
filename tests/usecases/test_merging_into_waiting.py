"""What goes on after a merge has all that an incident has, although it waited in a storm."""

from datetime import UTC, datetime

from owing import owing_database

from bot.domain.alerts.reading import Alert, Group
from bot.domain.people import Person
from bot.domain.tokens import Right, Token, digest
from bot.integrations.pagerduty.effects import EFFECTS as IN_PAGERDUTY
from bot.store import incidents
from bot.store.api import tokens
from bot.store.who import people
from bot.usecases.alerts.hear_alerts import hear_alerts
from bot.usecases.finish.close_incident import merge_incidents
from bot.usecases.unit import Unit

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def _begin(unit: Unit) -> None:
    people.keep([Person("U1", "ana")], unit.now)
    tokens.add(Token("prometheus", frozenset({Right.ALERTS}), "U1", unit.now), digest("any"))
    for number in range(1, 5):
        labels = {"severity": "critical", "category": "payment"}
        hear_alerts(unit, Group(f"k{number}", f"Host {number}", (Alert(labels),)), by="token:prometheus")


def test_somebody_is_paged_for_what_goes_on(database_url: str) -> None:
    with owing_database(database_url, lambda: NOW, IN_PAGERDUTY) as db:
        db.write_now(_begin)
        waits = db.read_now(incidents.get, 4)
        assert waits
        assert (waits.braked, waits.pages) == (True, ())
        goes_on = db.write_now(merge_incidents, 1, 4, by="U1")
        assert (goes_on.braked, len(goes_on.pages)) == (False, 1)
