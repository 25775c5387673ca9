"""When a job runs, as people write it."""

from datetime import timedelta

import pytest

from bot.domain.errors import UserError
from bot.domain.schedules import read_schedule


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("every 10m", timedelta(minutes=10)),
        (" Every  6 H ", timedelta(hours=6)),
        ("every 31d", timedelta(days=31)),
        ("30 3 * * mon-fri", "30 3 * * mon,tue,wed,thu,fri"),
        ("*/15 8-18/2 1,15 jan-dec 0", "*/15 8-18/2 1,15 1-12 sun"),
        ("0 0 * * sat-sun,3", "0 0 * * wed,sat,sun"),
        ("0 0 29 jan-6/2,feb *", "0 0 29 1-6/2,2 *"),
        ("0 0 * * 7,*/3", "0 0 * * sun,wed,sat"),
    ],
)
def test_intervals_and_lines_of_cron(text: str, read: object) -> None:
    assert read_schedule(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "every 9s",
        "every 32d",
        "every 99999999d",
        "ten minutes",
        "* * * *",
        "60 * * * *",
        "*/0 * * * *",
        "5/2 * * * *",
        "9-3 * * * *",
        "1-2-3 * * * *",
        "* * * * mo",
        "* * * * fri-mon",
        "* * * * 8",
        "² * * * *",
        "-1 * * * *",
        "0 3 1 */12 *",
        "1-3/3 * * * *",
        "0 0 31 2 *",
        "0 0 30,31 feb mon",
        "0 0 31 4,6,sep,11 *",
        f"*/{'9' * 5000} * * * *",
        "a" * 5000,
    ],
)
def test_what_is_neither_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(UserError, match="every 10m"):
        read_schedule(text)
