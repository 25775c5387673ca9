"""What somebody waits for asks the database as often with ten incidents as with ten thousand."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from anybody import settle
from harness import FORM
from many import fill
from owing import owing_database

from bot.domain.incident import ClosingReason, Incident, Link, LinkKind, Status
from bot.domain.rules.closing import Ending
from bot.domain.rules.key_events import Said
from bot.domain.rules.links import add_link
from bot.domain.rules.updating import Update
from bot.domain.wanted import Wanted
from bot.ports import utc_now
from bot.store import gates, incidents, sights, taxonomy, timeline, visible
from bot.store.declare import outlook
from bot.store.find import query
from bot.usecases.finish.close_incident import close_incident, merge_incidents, reopen_incident, try_to_close
from bot.usecases.join_incident import join_incident
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit
from bot.usecases.work.give_role import give_roles
from bot.usecases.work.keep_private import make_private
from bot.usecases.work.set_key_events import set_key_events
from bot.usecases.work.update_incident import edit_incident, repeat_update, update_incident
from bot.usecases.work.write_notes import add_note

ANA = "U1"
CHANNEL = Link(LinkKind.CHANNEL, "C1", "https://x/C1", "20261121-1-prd-payment")
Does = Callable[..., Any]


def writes(number: int, other: int) -> dict[str, Does]:
    """Give what is done before an ack, in an order in which it can be done."""
    over = Ending(ClosingReason.CANCELLED, "It was none.")
    detected = Said({"detected": utc_now() - timedelta(hours=1)})
    return {
        "take command": partial(_on, give_roles, number, {"commander": ANA}),
        "update": partial(_on, update_incident, number, Update("Rolled back.", Status.MITIGATED)),
        "same as before": partial(_on, repeat_update, number),
        "edit": partial(_on, edit_incident, number, Update(category="network", impacts={"customers": "HT"})),
        "key events": partial(_on, set_key_events, number, detected),
        "note": partial(_on, add_note, number, "Somebody saw it.", None),
        "join": partial(_on, join_incident, number),
        "ask to close": partial(_on, try_to_close, number, Ending()),
        "close": partial(_on, close_incident, number, over),
        "reopen": partial(_on, reopen_incident, number, "It is back."),
        "merge": partial(_on, merge_incidents, other, number),
        "make private": partial(_on, make_private, number, ("U2",)),
    }


def reads(number: int) -> dict[str, Does]:
    """Give what is asked before a form opens, and what card, topic and announcement are made of."""
    now = utc_now()
    return {
        "which one": lambda: visible.in_channel("C1", ANA),
        "by number": lambda: visible.incident(number, ANA),
        "picker": lambda: visible.matching("slow", ANA),
        "declare": lambda: outlook.opening(FORM, ANA, now),
        "card": lambda: sights.of_incident(_there(number), now),
        "details": lambda: sights.whole(number, ANA, now),
        "close": lambda: gates.seen_by(number, ANA, now),
        "update": lambda: sights.reach(_there(number), "P1", "network", now, pages=True),
        "timeline": lambda: timeline.of(number),
        "home": lambda: sights.board(ANA, now, "/incident"),
        "search": lambda: query.find(Wanted(words="Checkout"), ANA, taxonomy.load(), now, 20),
    }


@pytest.mark.slow
def test_as_often_with_ten_as_with_ten_thousand(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    few = counted(tmp_path / "few.db", 10, caplog)
    many = counted(tmp_path / "many.db", 10_000, caplog)
    assert many == few
    assert max(few.values()) < 60, few


def counted(file: Path, count: int, caplog: pytest.LogCaptureFixture) -> dict[str, int]:
    """Give how many statements each deed and each question takes."""
    found: dict[str, int] = {}

    def measure(name: str, does: Callable[[], Any]) -> Any:
        caplog.clear()
        with caplog.at_level(logging.DEBUG, logger="peewee"):
            answer = does()
        found[name] = len([one for one in caplog.records if one.name == "peewee"])
        return answer

    with owing_database(f"sqlite:///{file}", utc_now) as db:
        db.write_now(settle)
        db.write_now(fill, count, active=10, by=ANA)
        opened = measure("open", lambda: db.write_now(_open, "d1"))
        other = db.write_now(_open, "d2")
        for name, ask in reads(opened).items():
            measure(f"to ask: {name}", partial(db.write_now, _ask, ask))
        for name, does in writes(opened, other).items():
            measure(name, partial(db.write_now, does))
    return found


def _open(unit: Unit, draft: str) -> int:
    opened = open_incident(unit, replace(FORM, draft=draft), by=ANA, press=draft)
    if draft == "d1":
        unit.keep(add_link(opened, CHANNEL, unit.act()))
    return opened.id


def _on(use: Does, number: int, *args: Any, **more: Any) -> Any:
    *given, unit = args
    return use(unit, number, *given, by=ANA, press=use.__name__, **more)


def _ask(_unit: Unit, ask: Callable[[], Any]) -> Any:
    return ask()


def _there(number: int) -> Incident:
    found = incidents.get(number)
    assert found
    return found
