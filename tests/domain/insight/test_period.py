"""Periods as people type them, in their own zone, and the steps that a trend goes by."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.errors import UserError
from bot.domain.insight.period import MOST_STEPS, read

NOW = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
"""A Saturday, and Sunday already in India."""


@pytest.mark.parametrize(
    ("words", "first", "last", "step"),
    [
        ("", "2026-10-24", "2026-11-22", "week"),
        ("last week", "2026-11-16", "2026-11-22", "day"),
        ("this week", "2026-11-16", "2026-11-22", "day"),
        ("This month", "2026-11-01", "2026-11-22", "week"),
        ("this quarter", "2026-10-01", "2026-11-22", "week"),
        ("this year", "2026-01-01", "2026-11-22", "month"),
        ("since 2026-11-20", "2026-11-20", "2026-11-22", "day"),
        ("since 2026-10", "2026-10-01", "2026-11-22", "week"),
        ("from 2025", "2025-01-01", "2026-11-22", "year"),
        ("Quarter", "2026-08-24", "2026-11-22", "week"),
        ("past year", "2025-11-23", "2026-11-22", "month"),
        ("2026-02", "2026-02-01", "2026-02-28", "week"),
        ("2024", "2024-01-01", "2024-12-31", "month"),
        ("2026-11-20", "2026-11-20", "2026-11-20", "day"),
        ("2026-10-01 2026-10-31", "2026-10-01", "2026-10-31", "week"),
        ("from 2026-10-01 to 2026-10-05", "2026-10-01", "2026-10-05", "day"),
        ("2010-01-01 - 2029-12-31", "2010-01-01", "2029-12-31", "year"),
    ],
)
def test_it_is_read(words: str, first: str, last: str, step: str) -> None:
    found = read(words, "Asia/Kolkata", NOW)
    assert (str(found.first), str(found.last), found.step) == (first, last, step)
    assert read(found.name, "Asia/Kolkata", NOW) == found, "its name can be typed again"
    assert found.steps[0] == found.first
    assert len(found.steps) <= MOST_STEPS


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("yesteryear", "is no period"),
        ("since Monday", "is no period"),
        ("since 2026-12-01", "has not been yet"),
        ("2026-13", "is no period"),
        ("2026-02-30", "is no period"),
        ("0001", "is no period"),
        ("2099-12", "has not been yet"),
        ("2026-10-31 2026-10-01", "ends before it begins"),
        ("2026-11-23 2026-11-30", "has not been yet"),
        ("2006-01-01 2026-01-01", "too long"),
        ("`rm`", "is no period"),
    ],
)
def test_it_is_refused_with_what_to_do_instead(words: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        read(words, "Asia/Kolkata", NOW)


def test_its_days_begin_where_somebody_is() -> None:
    found = read("2026-10", "Europe/Paris", NOW)
    assert found.since == datetime(2026, 9, 30, 22, tzinfo=UTC)
    assert found.until == datetime(2026, 10, 31, 23, tzinfo=UTC)
    assert found.steps == tuple(date(2026, 10, day) for day in (1, 5, 12, 19, 26))


def test_a_zone_that_nobody_knows_is_utc() -> None:
    assert read("2026-10", "Mars/Olympus", NOW).zone == "UTC"
