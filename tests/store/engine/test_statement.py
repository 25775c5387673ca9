"""A statement whose text is composed once says the same as one that is composed each time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import peewee
import pytest

from bot.store.engine.statement import Statement, adding, insert, into
from bot.store.tables import Home, Job, Press

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)

ADD = insert(Home.person, Home.opened_at, Home.wanted)
SINCE = Statement(lambda at: Home.select(Home.person, Home.opened_at).where(Home.opened_at > at))
MOVE = Statement(
    lambda at, person: Home.update(opened_at=into(at, Home.opened_at)).where(Home.person == person)
)


def test_what_it_is_given_and_gives_is_converted_as_rows_are(do: Any) -> None:
    do(lambda _: ADD.run("U1", NOW, {"page": 2}))
    do(lambda _: ADD.run("U2", NOW - timedelta(hours=1), {}))
    assert do(lambda _: Home.get_by_id("U1").wanted) == {"page": 2}
    assert do(lambda _: SINCE.rows(NOW - timedelta(minutes=1))) == [("U1", NOW)]
    assert do(lambda _: SINCE.row(NOW)) is None
    assert do(lambda _: MOVE.run(NOW, "U2")) == 1
    assert do(lambda _: MOVE.run(NOW, "U3")) == 0
    assert {person for person, _ in do(lambda _: SINCE.rows(NOW - timedelta(minutes=1)))} == {"U1", "U2"}


def test_it_is_composed_once_for_one_kind_of_database(do: Any) -> None:
    composed: list[Any] = []

    def compose(person: Any) -> Any:
        composed.append(person)
        return Home.select(Home.person).where(Home.person == person)

    known = Statement(compose)
    do(lambda _: ADD.run("U1", NOW, {}))
    assert [do(lambda _: known.row("U1")), do(lambda _: known.row("U2"))] == [("U1",), None]
    assert len(composed) == 1


def test_many_rows_are_added_in_one_go_with_what_becomes_of_those_that_are_there(do: Any) -> None:
    columns = (Press.key, Press.answer, Press.at)

    def compose(*places: Any) -> Any:
        return adding(columns, places).on_conflict(conflict_target=[Press.key], preserve=[Press.answer])

    keep = Statement(compose, len(columns))
    do(lambda _: keep.each([]))
    do(lambda _: keep.each((key, {"n": 1}, NOW) for key in "ab"))
    do(lambda _: keep.each((key, {"n": 2}, NOW) for key in "bc"))
    answers = do(lambda _: {row.key: row.answer["n"] for row in Press.select()})
    assert answers == {"a": 1, "b": 2, "c": 2}


def test_what_the_database_refuses_is_told_as_elsewhere(do: Any) -> None:
    do(lambda _: ADD.run("U1", NOW, {}))
    with pytest.raises(peewee.IntegrityError):
        do(lambda _: ADD.run("U1", NOW, {}))
    with pytest.raises(peewee.IntegrityError):
        do(lambda _: ADD.each([("U1", NOW, {})]))


def test_a_new_row_gets_what_rows_have_by_themselves(do: Any) -> None:
    do(lambda _: insert(Job.name).run("people"))
    row = do(lambda _: Job.get_by_id("people"))
    assert (row.schedule, row.paused, row.failures, row.next_at) == ("", False, 0, None)
