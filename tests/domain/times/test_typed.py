"""What people type as a time, in their own zone."""

from datetime import UTC, datetime

import pytest

from bot.domain.errors import UserError
from bot.domain.times.typed import echo, read_moment, zone_of

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "utc"),
    [
        ("14:02", "2026-11-21T13:02"),
        ("15:04", "2026-11-21T14:04"),
        ("15:06", "2026-11-20T14:06"),
        ("yesterday  23:50", "2026-11-20T22:50"),
        ("Today 9:00", "2026-11-21T08:00"),
        ("2026-07-01 14:02", "2026-07-01T12:02"),
        ("20 min ago", "2026-11-21T13:45"),
        ("2h", "2026-11-21T12:05"),
    ],
)
def test_a_time_is_read_in_the_writer_s_zone(words: str, utc: str) -> None:
    assert read_moment(words, zone_of("Europe/Paris"), NOW) == datetime.fromisoformat(f"{utc}+00:00")


@pytest.mark.parametrize(
    ("words", "now", "utc"),
    [
        # On the 25th of October half past two comes twice: at 00:30 and at 01:30 UTC.
        ("2:30", "2026-10-25T00:45", "2026-10-25T00:30"),
        ("2:30", "2026-10-25T01:45", "2026-10-25T01:30"),
        ("2:30", "2026-10-25T00:15", "2026-10-24T00:30"),
        ("2026-10-25 02:30", "2026-10-25T12:00", "2026-10-25T01:30"),
        ("yesterday 1:30", "2026-10-26T12:00", "2026-10-24T23:30"),
        # On the 29th of March it never comes: the clocks go from two to three.
        ("2:30", "2026-03-29T12:00", "2026-03-29T01:30"),
        ("yesterday 23:50", "2026-03-30T12:00", "2026-03-29T21:50"),
    ],
)
def test_where_clocks_change_the_last_moment_that_has_been_is_meant(words: str, now: str, utc: str) -> None:
    moments = [datetime.fromisoformat(f"{said}+00:00") for said in (now, utc)]
    assert read_moment(words, zone_of("Europe/Paris"), moments[0]) == moments[1]


@pytest.mark.parametrize(
    "words", ["", "soon", "25:00", "2026-02-30 10:00", "14:60", "0001-01-01 00:00", "9999-12-31 23:59"]
)
def test_what_is_no_time_is_refused_saying_how_to_write_one(words: str) -> None:
    with pytest.raises(UserError, match="20 min ago"):
        read_moment(words, zone_of("Europe/Paris"), NOW)
    with pytest.raises(UserError, match="20 min ago"):
        read_moment(words, zone_of("America/New_York"), NOW)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("14:02", "today 14:02 (Europe/Paris)"),
        ("23:59", "yesterday 23:59 (Europe/Paris)"),
        ("2026-07-01 14:02", "2026-07-01 14:02 (Europe/Paris)"),
    ],
)
def test_how_it_was_read_is_said_with_its_day(typed: str, said: str) -> None:
    paris = zone_of("Europe/Paris")
    assert echo(read_moment(typed, paris, NOW), paris, NOW) == said


@pytest.mark.parametrize("zone", ["Mars/Base", "", "Europe", "A" * 300])
def test_a_zone_that_nobody_knows_is_utc(zone: str) -> None:
    assert read_moment("14:02", zone_of(zone), NOW) == datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
