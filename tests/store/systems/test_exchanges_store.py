"""What was carried over is read page by page, and of a private incident by the entitled alone."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from incidents import opened

from bot.domain.incident import Change
from bot.domain.people import Person
from bot.domain.systems.exchange import Cause, Exchange, Way
from bot.store.systems import exchanges
from bot.store.who import people

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
ONE = Exchange("pagerduty", Way.BACK, "Q1", "page", {"status": "triggered"}, {"status": "acknowledged"})


def add(do: Any, incident: int, **differences: Any) -> None:
    do(lambda _: exchanges.add([replace(ONE, **differences)], Cause("event:E1", "", 3), incident, NOW))


def objects(do: Any, person: str, **which: Any) -> list[str]:
    return [one.exchange.object for one in do(lambda _: exchanges.newest(person, **which)[0])]


def test_who_sees_what(do: Any) -> None:
    do(lambda _: people.keep([Person("U1", "ana", admin=True), Person("U2", "ben", admin=True)], NOW))
    do(lambda unit: unit.keep(Change(opened(id=0, private=True, opened_by="U1"), ())))
    add(do, 1, object="Q1")
    add(do, 0, object="Q2", system="jira")
    assert (objects(do, "U1"), objects(do, "U2")) == (["Q2", "Q1"], ["Q2"])
    assert objects(do, "U2", incident=1) == []
    assert objects(do, "U1", incident=1) == ["Q1"]
    assert objects(do, "U1", system="jira") == ["Q2"]


def test_it_is_read_as_it_was_written_page_by_page(do: Any) -> None:
    do(lambda _: people.keep([Person("U1", "ana")], NOW))
    for number in range(exchanges.SHOWN + 1):
        add(do, 0, object=f"Q{number}")
    lines, older = do(lambda _: exchanges.newest("U1"))
    assert (lines[0].exchange, lines[0].at, lines[0].cause) == (
        replace(ONE, object=f"Q{exchanges.SHOWN}"),
        NOW,
        Cause("event:E1", "", 3),
    )
    assert (len(lines), lines[-1].exchange.object) == (exchanges.SHOWN, "Q1")
    rest, more = do(lambda _: exchanges.newest("U1", before=older))
    assert ([one.exchange.object for one in rest], more) == (["Q0"], 0)
