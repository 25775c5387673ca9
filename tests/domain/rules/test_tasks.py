"""What is to be done has words and a day to come, and is reminded of in its owner's morning."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from incidents import NOW, act, opened

from bot.domain.errors import UserError
from bot.domain.events import TaskChanged
from bot.domain.incident import Act
from bot.domain.rules import tasks
from bot.domain.rules.tasks import Wish

PARIS = ZoneInfo("Europe/Paris")
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"title": " \n"}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"due_on": TODAY - timedelta(days=1)}, "due"),
    ],
)
def test_what_cannot_be_is_refused_under_its_field(wish: dict[str, Any], field: str) -> None:
    with pytest.raises(UserError) as refused:
        tasks.make(opened(), Wish(**{"title": "Write", **wish}), PARIS, act())
    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize(
    ("now", "due_on", "remind_at"),
    [
        (datetime(2026, 10, 20, 14, tzinfo=UTC), date(2026, 10, 24), datetime(2026, 10, 24, 7, tzinfo=UTC)),
        (datetime(2026, 10, 20, 14, tzinfo=UTC), date(2026, 10, 25), datetime(2026, 10, 25, 8, tzinfo=UTC)),
        (datetime(2026, 3, 28, 14, tzinfo=UTC), date(2026, 3, 29), datetime(2026, 3, 29, 7, tzinfo=UTC)),
        (datetime(2026, 11, 21, 10, tzinfo=UTC), date(2026, 11, 21), datetime(2026, 11, 21, 15, tzinfo=UTC)),
        (datetime(2026, 11, 21, 16, tzinfo=UTC), date(2026, 11, 21), datetime(2026, 11, 22, 8, tzinfo=UTC)),
        (datetime(2026, 11, 21, 16, tzinfo=UTC), None, None),
    ],
)
def test_it_is_reminded_of_at_nine_by_the_owners_clock(
    now: datetime, due_on: date | None, remind_at: datetime | None
) -> None:
    """Also on the days on which the clocks change."""
    made = tasks.make(opened(), Wish("Write", due_on=due_on), PARIS, Act("U1", now))
    assert made.remind_at == remind_at


def test_what_is_overdue_is_reminded_of_again_and_again_and_then_no_more() -> None:
    made = tasks.make(opened(), Wish("Write", due_on=TODAY), PARIS, act())
    days, now = [], NOW
    while again := tasks.remind_again(made, PARIS, now):
        assert again.astimezone(PARIS).hour == 9
        days.append((again.astimezone(PARIS).date() - TODAY).days)
        now = again
    assert days == [1, 7, 14, 21, 28, 35, 42, 49, 56][: len(days)]
    assert days[-1] == tasks.OVERDUE[-1]


@pytest.mark.parametrize("late", [2, 20])
def test_what_is_overdue_when_it_is_handed_over_or_taken_back_is_reminded_of_too(late: int) -> None:
    made = tasks.make(opened(), Wish("Write", "U2", TODAY), PARIS, act())
    then = Act("U1", NOW + timedelta(days=late))
    given = tasks.change(made, Wish("Write", "U3", TODAY), PARIS, then)
    back = tasks.finish(tasks.finish(made, then, PARIS, done=True), then, PARIS, done=False)
    assert given.remind_at == back.remind_at == tasks.remind_again(made, PARIS, then.at) is not None


def test_what_is_done_is_not_reminded_of_until_it_is_not_done() -> None:
    made = tasks.make(opened(), Wish("Write", due_on=TODAY + timedelta(days=2)), PARIS, act())
    done = tasks.finish(made, act(), PARIS, done=True)
    assert (done.done_at, done.remind_at) == (NOW, None)
    assert tasks.finish(done, act(), PARIS, done=False) == made
    assert tasks.change(done, Wish("Write more", due_on=made.due_on), PARIS, act()).remind_at is None


def test_nothing_happened_where_nothing_changed() -> None:
    made = replace(tasks.make(opened(), Wish("Write", "U2"), PARIS, act()), id=3)
    assert tasks.changed(opened(), made, made, act()).events == ()
    given = tasks.change(made, Wish("Write", "U3"), PARIS, act())
    (event,) = tasks.changed(opened(), made, given, act()).events
    assert isinstance(event, TaskChanged)
    assert (event.was, event.owner, event.done) == ("U2", "U3", False)
