"""App Home and the search ask as often with 1,000 incidents as with 10."""

import logging
from collections.abc import Callable
from dataclasses import fields
from functools import partial
from typing import Any

import pytest
from many import fill

from bot.domain.wanted import Found, Wanted
from bot.store import sights, tables, taxonomy
from bot.store.find import query
from bot.store.who import homes
from bot.usecases.unit import Unit

Ask = Callable[[Callable[[], Any]], tuple[Any, int]]


@pytest.fixture
def ask(do: Any, caplog: pytest.LogCaptureFixture) -> Ask:
    """Run a query, and count what it asks the database."""

    def count(query: Callable[[], Any]) -> tuple[Any, int]:
        caplog.clear()
        with caplog.at_level(logging.DEBUG, logger="peewee"):
            answer = do(lambda _unit: query())
        asked = [one for one in caplog.records if str(one.args or one.msg).find("SELECT") >= 0]
        return answer, len(asked)

    return count


def test_home_asks_the_same_number_of_questions(do: Any, ask: Ask) -> None:
    asked = []
    for count, active in ((10, 5), (1_000, 200)):
        do(fill_more, count, active)
        now = db_now(do)
        board, questions = ask(partial(sights.board, "U1", now, "/incident"))
        asked.append(questions)
        assert len(board.active.incidents) == min(active, sights.SHOWN)
    assert asked[0] == asked[1] < 45, asked
    assert board.active.count == 200
    for field in fields(board):
        shown = getattr(board, field.name)
        if isinstance(shown, Found):
            assert [one.id for one in shown.incidents] == sorted(
                (one.id for one in shown.incidents),
                key=lambda number: (_rank(shown, number), -number),
            )


def test_a_search_asks_the_same_number_of_questions(do: Any, ask: Ask) -> None:
    do(fill_more, 1_000, 20)
    known = do(lambda _unit: taxonomy.load())
    now = db_now(do)
    for wanted in (Wanted(words="needle"), Wanted(words="slow", standing="closed", mine=True), Wanted()):
        found, questions = ask(partial(query.find, wanted, "U1", known, now, 10))
        assert len(found.incidents) == 10
        assert questions <= 6


def test_what_they_chose_is_kept_until_there_is_no_such_thing(do: Any) -> None:
    known = do(lambda _unit: taxonomy.load())
    chosen = Wanted(standing="active", mine=True, priority="P1", category="payment", page=3)
    do(lambda unit: homes.choose("U1", chosen, unit.now))
    assert do(lambda _unit: homes.wanted("U1", known)) == chosen
    do(lambda unit: homes.opened("U1", unit.now))
    assert do(lambda _unit: homes.wanted("U1", known)).page == 0
    do(lambda unit: homes.choose("U1", Wanted(standing="active", priority="P9", category="gone"), unit.now))
    assert do(lambda _unit: homes.wanted("U1", known)) == Wanted(standing="active")


def fill_more(unit: Unit, count: int, active: int) -> None:
    tables.Incident.delete().execute()
    fill(unit, count, active=active)


def db_now(do: Any) -> Any:
    return do(lambda unit: unit.now)


def _rank(shown: Found, number: int) -> int:
    return next(int(one.priority[1]) for one in shown.incidents if one.id == number)
