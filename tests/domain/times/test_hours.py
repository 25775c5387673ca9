"""Office hours, above all where clocks change."""

from datetime import UTC, datetime, timedelta

import pytest
from incidents import DOCUMENT, WORDS

from bot.domain.errors import UserError
from bot.domain.taxonomy.document import flat, parse
from bot.domain.times.hours import is_open, next_morning, next_opening, read_hours

PARIS = {"zone": "Europe/Paris", "from": "09:00", "to": "18:00", "days": "mon-fri"}
NIGHT = {**PARIS, "from": "22:00", "to": "06:00"}


def utc(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "at", "opens"),
    [
        # An ordinary week: Friday evening, the weekend, a minute before and at the opening.
        (PARIS, "2026-11-20 16:59", "2026-11-20 16:59"),
        (PARIS, "2026-11-20 17:00", "2026-11-23 08:00"),
        (PARIS, "2026-11-21 12:00", "2026-11-23 08:00"),
        (PARIS, "2026-11-23 07:59", "2026-11-23 08:00"),
        # Clocks went back on Sunday the 25th, and forward on Sunday the 29th of March.
        (PARIS, "2026-10-23 16:30", "2026-10-26 08:00"),
        (PARIS, "2026-03-27 17:30", "2026-03-30 07:00"),
        # A night over each change: the hour that comes twice is open twice, the missing one is skipped.
        ({**NIGHT, "days": "sat"}, "2026-10-25 00:30", "2026-10-25 00:30"),
        ({**NIGHT, "days": "sat"}, "2026-10-25 04:59", "2026-10-25 04:59"),
        ({**NIGHT, "days": "sat"}, "2026-10-25 05:00", "2026-10-31 21:00"),
        ({**NIGHT, "days": "sat"}, "2026-03-29 03:59", "2026-03-29 03:59"),
        ({**NIGHT, "days": "sat"}, "2026-03-29 04:00", "2026-04-04 20:00"),
        # Hours whose own ends are the hour that comes twice, or never.
        ({**PARIS, "from": "02:30", "to": "10:00", "days": "sun"}, "2026-10-25 00:29", "2026-10-25 00:30"),
        ({**PARIS, "from": "20:00", "to": "02:30", "days": "sat"}, "2026-10-25 01:29", "2026-10-25 01:29"),
        ({**PARIS, "from": "20:00", "to": "02:30", "days": "sat"}, "2026-03-29 01:29", "2026-03-29 01:29"),
        # Half-hour zones, one of which changes its clocks by half an hour.
        ({**PARIS, "zone": "Asia/Kolkata"}, "2026-11-23 03:29", "2026-11-23 03:30"),
        ({**PARIS, "zone": "Australia/Lord_Howe"}, "2026-10-05 21:59", "2026-10-05 22:00"),
        ({**PARIS, "zone": "Australia/Lord_Howe"}, "2026-09-29 22:29", "2026-09-29 22:30"),
        # A night belongs to the day on which it begins, holidays too.
        (NIGHT, "2026-11-21 04:59", "2026-11-21 04:59"),
        (NIGHT, "2026-11-21 21:30", "2026-11-23 21:00"),
        ({**NIGHT, "holidays": ["2026-11-20"]}, "2026-11-21 03:00", "2026-11-23 21:00"),
        ({**PARIS, "holidays": ["2026-12-24", "2026-12-25"]}, "2026-12-23 18:00", "2026-12-28 08:00"),
        # Round the clock, and times as YAML reads them without quotes.
        (
            {**PARIS, "from": "00:00", "to": "24:00", "days": "sat-sun"},
            "2026-11-22 22:59",
            "2026-11-22 22:59",
        ),
        ({**PARIS, "from": 600, "to": 1080}, "2026-11-23 08:30", "2026-11-23 09:00"),
    ],
)
def test_it_opens_by_the_wall_clock_of_its_zone(said: dict[str, object], at: str, opens: str) -> None:
    hours = read_hours(said)
    assert next_opening(hours, utc(at)) == utc(opens)
    assert is_open(hours, utc(at)) is (at == opens)


@pytest.mark.parametrize("start", ["2026-03-28 12:00", "2026-10-24 12:00"])
@pytest.mark.parametrize("said", [PARIS, NIGHT, {**PARIS, "from": "02:30", "days": "sat-mon"}])
def test_the_next_opening_is_the_first_moment_that_is_open(said: dict[str, object], start: str) -> None:
    """Step by step back over both changes of the clocks."""
    hours, opens = read_hours(said), None
    for step in reversed(range(3 * 144)):
        at = utc(start) + timedelta(minutes=10 * step)
        opens = at if is_open(hours, at) else opens
        assert opens is None or next_opening(hours, at) == opens


@pytest.mark.parametrize(
    ("zone", "at", "morning"),
    [
        ("Europe/Lisbon", "2026-11-21 03:00", "2026-11-21 09:00"),
        ("Europe/Lisbon", "2026-11-21 09:00", "2026-11-22 09:00"),
        ("Europe/Paris", "2026-03-28 20:00", "2026-03-29 07:00"),
        ("Europe/Paris", "2026-10-24 20:00", "2026-10-25 08:00"),
        ("Europe/Paris", "2026-10-25 00:30", "2026-10-25 08:00"),
        ("Australia/Lord_Howe", "2026-10-03 12:00", "2026-10-03 22:00"),
        # A day that has no midnight.
        ("America/Santiago", "2026-09-06 02:00", "2026-09-06 12:00"),
        ("Asia/Kolkata", "2026-11-21 20:00", "2026-11-22 03:30"),
    ],
)
def test_the_next_morning_is_at_nine_where_somebody_is(zone: str, at: str, morning: str) -> None:
    assert next_morning(zone, utc(at)) == utc(morning)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"zone": "Mars/Base"}, "Mars/Base"),
        ({"from": "nine"}, "09:00"),
        ({"days": "mon-never"}, "never"),
        ({"holidays": ["Christmas"]}, "Christmas"),
        ({"pause": "12:00"}, "pause"),
    ],
)
def test_what_cannot_be_read_is_named(said: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_hours(said)


def test_a_group_has_its_own_hours_or_the_ones_of_all() -> None:
    other = {**DOCUMENT["groups"]["platform"], "hours": {"zone": "Asia/Kolkata"}}
    words = parse(flat({**DOCUMENT, "groups": {**DOCUMENT["groups"], "platform": other}}))
    assert words.hours_of("kubernetes").zone == "Asia/Kolkata"
    assert words.hours_of("kubernetes").since == words.hours_of("payment").since
    assert words.hours_of("payment") == WORDS.hours == words.hours_of("gone since")
    with pytest.raises(UserError, match=r"groups\.platform"):
        parse(flat({**DOCUMENT, "groups": {"platform": {"name": "Platform", "hours": {"days": "x"}}}}))
