"""Who may not page does not page by bringing back what a page had ended with."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from owing import owing_database
from rights import FORM

from bot.domain.errors import UserError
from bot.domain.incident import Change, ClosingReason, Link, LinkKind, Status
from bot.domain.paging import Page, PageState
from bot.domain.people import Person
from bot.domain.rules.closing import Ending
from bot.domain.rules.links import add_link, enter
from bot.domain.rules.updating import Update
from bot.domain.tokens import Right, Token, digest
from bot.integrations.pagerduty.effects import EFFECTS as IN_PAGERDUTY
from bot.store import incidents
from bot.store.api import tokens
from bot.store.database import Database
from bot.store.who import people
from bot.usecases.finish.close_incident import close_incident, reopen_incident
from bot.usecases.open_incident import open_incident
from bot.usecases.paging.page_people import page_service
from bot.usecases.settings.apply_settings import apply_settings, propose_settings
from bot.usecases.unit import Unit
from bot.usecases.work.update_incident import update_incident

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
ANA, GUEST, PROGRAM = "U1", "U10", "token:ci"
BACK = Update(status=Status.INVESTIGATING, reason="It is back.", message="It is back.")


class Clock:
    now = NOW


@pytest.fixture
def db(database_url: str) -> Iterator[Database[Unit]]:
    Clock.now = NOW
    with owing_database(database_url, lambda: Clock.now, IN_PAGERDUTY) as db:
        db.write_now(_furnish)
        yield db


def _furnish(unit: Unit) -> None:
    people.keep([Person(ANA, "ana"), Person(GUEST, "gil", guest=True)], unit.now)
    tokens.add(Token("ci", frozenset(Right), ANA, unit.now), digest("ci"))
    incident = open_incident(unit, replace(FORM, priority="P1"), by=ANA, press="p")
    incident = unit.keep(add_link(incident, Link(LinkKind.CHANNEL, "C1", name="x"), unit.act()))
    unit.keep(enter(incident, unit.act(GUEST)))


def _page(db: Database[Unit], state: PageState, **how: Any) -> None:
    """Let the page stand so there, a while later."""
    Clock.now += timedelta(minutes=5)

    def write(unit: Unit) -> None:
        incident = unit.take(1)
        assert incident
        page = Page("k", "Payments", NOW, ANA, id="PX", state=state, changed_at=NOW, since=NOW)
        unit.keep(Change(replace(incident, pages=(replace(page, **how),)), ()))

    db.write_now(write)


def _reopen(db: Database[Unit], by: str) -> Status:
    return db.write_now(reopen_incident, 1, "It is back.", by=by).status


def _close(db: Database[Unit]) -> None:
    db.write_now(close_incident, 1, Ending(ClosingReason.CANCELLED, "No more"), by=ANA)


def test_a_guest_reopens_nothing_whose_page_would_call_people_again(db: Database[Unit]) -> None:
    _close(db)
    _page(db, PageState.RESOLVED)
    with pytest.raises(UserError, match=r"^That would page people. Guests cannot page people. Ask"):
        _reopen(db, GUEST)
    assert _reopen(db, ANA) is Status.INVESTIGATING


def test_who_may_not_page_brings_back_what_pages_by_itself(db: Database[Unit]) -> None:
    _close(db)
    _page(db, PageState.RESOLVED)
    wanted = {"permissions": {"page": ["sre"]}}
    db.write_now(apply_settings, wanted, db.read_now(propose_settings, wanted))
    with pytest.raises(UserError, match=r"^Only @sre and admins can page people"):
        db.write_now(page_service, 1, "Platform", by=ANA)
    assert _reopen(db, ANA) is Status.INVESTIGATING


def test_a_guest_takes_nothing_back_whose_page_would_call_people_again(db: Database[Unit]) -> None:
    db.write_now(update_incident, 1, Update(status=Status.MITIGATED), by=ANA)
    _page(db, PageState.RESOLVED)
    with pytest.raises(UserError, match="That would page people"):
        db.write_now(update_incident, 1, BACK, by=GUEST)
    assert (
        db.write_now(update_incident, 1, Update(message="Still calm."), by=GUEST).status is Status.MITIGATED
    )
    assert db.write_now(update_incident, 1, BACK, by=PROGRAM).status is Status.INVESTIGATING


@pytest.mark.parametrize(
    ("state", "how"), [(PageState.RESOLVED, {"ended_outside": True}), (PageState.ACKNOWLEDGED, {})]
)
def test_a_guest_reopens_what_calls_nobody(db: Database[Unit], state: PageState, how: dict[str, Any]) -> None:
    _close(db)
    _page(db, state, **how)
    assert _reopen(db, GUEST) is Status.INVESTIGATING


def test_a_guest_reopens_what_was_never_paged(db: Database[Unit]) -> None:
    _close(db)
    db.write_now(lambda unit: unit.keep(Change(replace(_taken(unit), pages=()), ())))
    assert _reopen(db, GUEST) is Status.INVESTIGATING


def _taken(unit: Unit) -> Any:
    unit.take(1)
    return incidents.get(1)
