"""Days as people type them, at the end of what they want done."""

from datetime import date

import pytest

from bot.domain.times.days import day_at_end

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "words", "day"),
    [
        ("Write to the big sellers tomorrow", "Write to the big sellers", 22),
        ("Write to them, by Friday.", "Write to them", 27),
        ("Write to them due on sat", "Write to them", 28),
        ("Write to them sunday", "Write to them", 22),
        ("Write to them in 3 days", "Write to them", 24),
        ("Write to them in 1 week", "Write to them", 28),
        ("Write to them until 2026-11-30", "Write to them", 30),
        ("Write to them TODAY", "Write to them", 21),
        ("Say what was wrong on monday's call", "Say what was wrong on monday's call", None),
        ("Call them on 2026-02-31", "Call them on 2026-02-31", None),
        ("Clean up the sun", "Clean up the", 22),
        ("tomorrow", "", 22),
        ("", "", None),
    ],
)
def test_a_day_at_the_end_is_when_it_is_due(typed: str, words: str, day: int | None) -> None:
    assert day_at_end(typed, SATURDAY) == (words, date(2026, 11, day) if day else None)
