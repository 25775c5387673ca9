"""What is old is forgotten a few rows at a time; what goes on, is owed or newest stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from harness import FORM

from bot.domain.catalog import Entity
from bot.domain.incident import Status
from bot.domain.personal import retention
from bot.domain.personal.retention import KINDS
from bot.domain.systems.exchange import Cause, Exchange, Way
from bot.shipped import defaults
from bot.store import tables
from bot.store.catalog import copies, entities
from bot.store.database import Database
from bot.store.incidents import saving
from bot.store.personal import retention as rows
from bot.store.systems import exchanges
from bot.usecases.open_incident import open_incident
from bot.usecases.personal import forget_old
from bot.usecases.unit import Unit

OLD, YOUNG = timedelta(days=400), timedelta(hours=1)


def fill(unit: Unit) -> None:
    """Two of each kind, an old and a young one, in this order."""
    for number, age in enumerate((OLD, YOUNG)):
        at, name = unit.now - age, f"x{number}"
        tables.Draft.create(id=name, person="U1", said={}, touched_at=at)
        tables.Press.create(key=name, answer={}, at=at)
        told = {"source": "jira", "object": "1", "kind": "changed", "said": {}, "due_at": at}
        tables.Telling.create(key=name, received_at=at, state="done", **told)
        delivery(at, "freeze")
        shift = {"policy": "P", "level": 1, "user": "U", "name": "Ana", "schedule": "S", "position": 1}
        tables.Shift.create(until=at, **shift)
        tables.Call.create(by="U1", at=at, key=name, goes_on=False, said={})
        tables.Home.create(person=name, opened_at=at)
        exchanges.add([Exchange("jira", Way.BACK, name, "ticket")], Cause(), 0, at)
        tables.Audit.create(at=at, by="U1", section="roles", key=name)
        entities.keep("pagerduty", "services", [Entity("service", name, "Payments", {}, {})], at)
        tables.Entity.update(gone_at=at).where(tables.Entity.identifier == name).execute()
        over = open_incident(unit, replace(FORM, draft=name), by="U1", press=f"declared {name}")
        saving.save(replace(over, status=Status.CLOSED, closed_at=at), over)
        tables.Delivery.delete().where(tables.Delivery.subject == over.ref).execute()
        tables.Raised.create(program="grafana", key=name, incident=over.id)


def delivery(at: datetime, subject: str, **row: Any) -> int:
    said = {"lane": "a", "effect": "a", "mirror": False, "state": "done", **row}
    return int(tables.Delivery.create(subject=subject, due_at=at, **said).id)


def test_of_each_kind_the_old_ones_go(do: Callable[..., Any]) -> None:
    do(fill)
    for kind in retention.spans({}):
        if kind != "redactions":
            assert do(forget_old.forget_some, kind) == 1, kind
            assert do(forget_old.forget_some, kind) == 0, kind


def test_a_key_is_kept_as_long_as_the_incident_goes_on_in_another_one(do: Callable[..., Any]) -> None:
    do(fill)
    goes_on = do(open_incident, replace(FORM, draft="other"), by="U1", press="other")
    do(lambda _: tables.Incident.update(merged_into=goes_on.id).where(tables.Incident.id == 1).execute())
    assert do(forget_old.forget_some, "raised") == 0
    over = replace(goes_on, status=Status.CLOSED, closed_at=goes_on.opened_at - OLD)
    do(lambda _: saving.save(over, goes_on))
    assert do(forget_old.forget_some, "raised") == 1


def test_what_still_stands_in_port_is_kept_until_it_is_taken_away_there(do: Callable[..., Any]) -> None:
    do(fill)
    do(lambda _: tables.Entity.update(there="d1", tried=copies.GONE, refusal="Down.").execute())
    assert do(forget_old.forget_some, "entities") == 0
    do(lambda _: copies.note_written({1: ""}))
    assert do(forget_old.forget_some, "entities") == 1


def test_they_go_in_small_pieces(do: Callable[..., Any]) -> None:
    def keep(unit: Unit) -> None:
        for number in range(5):
            tables.Press.create(key=f"x{number}", answer={}, at=unit.now - OLD)

    do(keep)
    assert [do(lambda unit: rows.forget("presses", unit.now, 2)) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.parametrize("table", ["tellings", "deliveries", "calls"])
def test_the_newest_row_keeps_its_number_from_being_given_again(do: Callable[..., Any], table: str) -> None:
    do(fill)
    assert do(lambda unit: rows.forget(table, unit.now + OLD, 10)) == 1


def test_what_an_incident_that_goes_on_did_stays_and_so_does_what_is_owed(
    do: Callable[..., Any], db: Database[Unit]
) -> None:
    def work(unit: Unit) -> tuple[list[int], list[int]]:
        tables.Delivery.delete().execute()
        there, over = (open_incident(unit, replace(FORM, draft=d), by="U1", press=d) for d in ("a", "b"))
        tables.Delivery.delete().execute()
        over = saving.save(replace(over, status=Status.CLOSED, closed_at=unit.now - OLD), over)
        at = unit.now - OLD
        stays = [delivery(at, there.ref), delivery(at, over.ref, state="failed")]
        stays += [delivery(at, over.ref, state="waiting", lane=lane) for lane in "bc"]
        return stays, [delivery(at, over.ref), delivery(at, "freeze")]

    stays, goes = do(work)
    newest = do(lambda unit: delivery(unit.now - OLD, "freeze"))
    assert do(forget_old.forget_some, "deliveries") == len(goes)
    assert do(lambda _: {row.id for row in tables.Delivery.select()}) == {*stays, newest}


def test_a_new_workspace_says_of_each_how_long_it_is_kept() -> None:
    assert list(defaults()["retention"]) == [kind.name for kind in KINDS]


def test_nothing_is_kept_shorter_than_it_is_needed() -> None:
    short = {kind.name: timedelta(minutes=1) for kind in KINDS}
    assert retention.spans(short) == {kind.name: kind.least for kind in KINDS}
    assert [name for name, _ in retention.too_short(short)] == [kind.name for kind in KINDS]
