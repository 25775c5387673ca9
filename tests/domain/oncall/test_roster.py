"""Who is on call, until when, and who comes then."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.oncall import Policy, Shift
from bot.domain.oncall.freshness import interval_of, is_stale
from bot.domain.oncall.roster import called, levels

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TWO_LEVELS = Policy("P1", "Payments", levels=(15, 30))


def shift(user: str, since: int, until: int, level: int = 1, position: int = 0) -> Shift:
    """Somebody from so many hours from now until so many."""
    return Shift("P1", level, user, user.title(), "S1", NOW + since * HOUR, NOW + until * HOUR, position)


def test_shifts_of_one_person_in_a_row_are_one_turn() -> None:
    first, second = levels(
        TWO_LEVELS,
        [shift("ben", 3, 9), shift("ana", -5, 1), shift("ana", 1, 3), shift("ana", 9, 12)],
        {"ana": "U1"},
        NOW,
    )
    (duty,) = first.duties
    assert (duty.now.person, duty.now.since, duty.now.until) == ("U1", NOW - 5 * HOUR, NOW + 3 * HOUR)
    assert duty.then
    assert (duty.then.name, duty.then.person) == ("Ben", "")
    assert (second.number, second.minutes, second.duties, second.coming) == (2, 30, (), None)


def test_where_nobody_is_on_call_it_says_who_will_be() -> None:
    first, _ = levels(TWO_LEVELS, [shift("ben", 5, 9), shift("ana", 2, 3)], {}, NOW)
    assert first.duties == ()
    assert first.coming
    assert first.coming.name == "Ana"


def test_several_on_a_level_keep_their_order_and_who_has_no_end_stays() -> None:
    forever = Shift("P1", 1, "zoe", "Zoe", position=0)
    first, _ = levels(TWO_LEVELS, [shift("ana", -1, 1, position=1), forever], {}, NOW)
    assert [(one.now.name, one.now.until, one.then) for one in first.duties] == [
        ("Zoe", None, None),
        ("Ana", NOW + HOUR, None),
    ]


def test_the_first_level_is_called_first_and_each_once() -> None:
    shifts = [
        shift("ben", -1, 1, level=2),
        shift("ana", -1, 1),
        shift("ana", -1, 1, level=3),
        shift("eve", 1, 2),
    ]
    assert called(shifts, NOW) == ("ana", "ben")
    assert called(shifts, NOW + HOUR) == ("eve",), "a shift ends when the next begins"


@pytest.mark.parametrize(
    ("schedule", "minutes"), [("", 5), ("every 20m", 20), ("30 3 * * mon-fri", 24 * 60), ("nonsense", 5)]
)
def test_old_is_what_is_older_than_two_intervals(schedule: str, minutes: int) -> None:
    interval, twice = interval_of(schedule), timedelta(minutes=2 * minutes)
    assert not is_stale(NOW - twice, NOW, interval)
    assert is_stale(NOW - twice - timedelta(seconds=1), NOW, interval)
    assert not is_stale(None, NOW, interval)
