"""How long rows are kept that something still needs, where nobody says."""

from datetime import timedelta

import pytest

from bot.domain.personal.retention import spans


@pytest.mark.parametrize(
    ("name", "days", "least"),
    [("tellings", 7, 3), ("exchanges", 90, 7), ("entities", 30, 1), ("audit", 90, 30), ("presses", 7, 1)],
)
def test_what_is_still_needed_is_kept_however_short_people_want_it(name: str, days: int, least: int) -> None:
    assert spans({})[name] == timedelta(days=days)
    assert spans({name: timedelta(hours=1)})[name] == timedelta(days=least)
