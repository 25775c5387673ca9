"""Turns, hours and overrides become shifts: each with the start and the end that it really has."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox.pagerduty.rules import shifts
from bot.sandbox.pagerduty.world.things import Layer, Override, Schedule

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def layer(*users: str, days: float = 1, restrictions: tuple[dict[str, Any], ...] = ()) -> Layer:
    return Layer("L", "Layer", MONDAY, int(days * 86_400), list(users), list(restrictions))


def schedule(*layers: Layer, overrides: tuple[tuple[float, float, str], ...] = ()) -> Schedule:
    """With overrides from and until so many hours after Monday."""
    known = {
        str(number): Override(str(number), MONDAY + start * HOUR, MONDAY + end * HOUR, user)
        for number, (start, end, user) in enumerate(overrides)
    }
    return Schedule("S", "Schedule", "Europe/Paris", layers=list(layers), overrides=known)


def seen(one: Schedule, start: float, end: float) -> list[tuple[str, float, float]]:
    """Who, from and until how many hours after Monday."""
    found = shifts.final(one, MONDAY + start * HOUR, MONDAY + end * HOUR)
    return [(shift.user, (shift.start - MONDAY) / HOUR, (shift.end - MONDAY) / HOUR) for shift in found]


def test_turns_go_round_and_keep_their_ends_beyond_the_window() -> None:
    assert seen(schedule(layer("ana", "ben")), 12, 36) == [("ana", 0, 24), ("ben", 24, 48)]
    assert seen(schedule(layer("ana", "ben", days=7)), 12, 12) == [("ana", 0, 168)]


def test_before_it_begins_nobody_is_on_duty() -> None:
    assert seen(schedule(layer("ana")), -48, -24) == []
    assert seen(schedule(layer()), 0, 24) == []


def test_the_newest_override_wins_and_what_it_leaves_stays() -> None:
    one = schedule(layer("ana"), overrides=((2, 10, "ben"), (8, 12, "eve")))
    assert seen(one, 1, 23) == [("ana", 0, 2), ("ben", 2, 8), ("eve", 8, 12), ("ana", 12, 24)]


def test_a_later_layer_stands_above_an_earlier_one_at_its_hours() -> None:
    """Nine in Paris is eight in UTC in March."""
    office = {"type": "daily_restriction", "start_time_of_day": "09:00:00", "duration_seconds": 8 * 3600}
    one = schedule(layer("ana"), layer("ben", restrictions=(office,)))
    assert seen(one, 1, 23) == [("ana", 0, 8), ("ben", 8, 16), ("ana", 16, 24)]


def test_a_weekly_restriction_holds_on_its_day_alone() -> None:
    tuesday = {
        "type": "weekly_restriction",
        "start_time_of_day": "01:00:00",
        "duration_seconds": 86_400,
        "start_day_of_week": 2,
    }
    assert seen(schedule(layer("ana", days=7, restrictions=(tuesday,))), 0, 160) == [("ana", 24, 48)]


def test_hours_follow_the_zone_when_its_clocks_change() -> None:
    office = {"type": "daily_restriction", "start_time_of_day": "09:00:00", "duration_seconds": 3600}
    one = schedule(layer("ana", days=60, restrictions=(office,)))
    found = shifts.final(one, MONDAY + 26 * DAY, MONDAY + 28 * DAY)
    assert [shift.start.astimezone(UTC).hour for shift in found] == [8, 7]


def test_coverage_is_the_part_of_the_window_that_somebody_has() -> None:
    found = shifts.final(schedule(layer("ana")), MONDAY - DAY, MONDAY + DAY)
    assert shifts.coverage(found, MONDAY - DAY, MONDAY + DAY) == 50.0
