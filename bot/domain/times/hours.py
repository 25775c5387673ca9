"""Office hours: when people of a group may be asked for what can wait.

The wall clock of their zone counts. Where clocks change, a day is open rather longer than shorter.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = timedelta(days=1)
MORNING = time(9)


@dataclass(frozen=True)
class Hours:
    """`days`: 0 is Monday. Hours that end before they begin end a day later, and belong to the first day."""

    zone: str = "UTC"
    since: time = time(9)
    until: time = time(18)
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    holidays: frozenset[date] = frozenset()


def is_open(hours: Hours, at: datetime) -> bool:
    return any(since <= at < until for since, until in _around(hours, at, ahead=0))


def next_opening(hours: Hours, at: datetime) -> datetime:
    """Give when it is open next: `at` itself, if it is then."""
    if is_open(hours, at):
        return at
    far = 7 * (len(hours.holidays) + 1)
    return min(since for since, _ in _around(hours, at, ahead=far) if since > at)


def next_morning(zone: str, at: datetime) -> datetime:
    """Give the next time that it is nine where somebody is."""
    every_day = Hours(zone, since=MORNING, until=MORNING, days=tuple(range(7)))
    return min(since for since, _ in _around(every_day, at, ahead=1) if since > at)


def read_hours(said: Mapping[str, Any]) -> Hours:
    """Read `{zone: Europe/Paris, from: 09:00, to: 18:00, days: mon-fri, holidays: [2026-12-25]}`.

    Raises ValueError saying what cannot be read.
    """
    unknown = set(said) - {"zone", "from", "to", "days", "holidays"}
    if unknown:
        message = f"hours have no {min(unknown)!r}"
        raise ValueError(message)
    try:
        zone = ZoneInfo(str(said.get("zone", "UTC"))).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # some names are folders
        message = f"{said['zone']!r} is no zone such as Europe/Paris"
        raise ValueError(message) from error
    return Hours(
        zone,
        _clock(said.get("from", "09:00")),
        _clock(said.get("to", "18:00")),
        _days(str(said.get("days", "mon-fri"))),
        frozenset(date.fromisoformat(str(day)) for day in said.get("holidays") or ()),
    )


def clock_of(minutes: int) -> str:
    """Give 18:00, which YAML takes for 1080."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _around(hours: Hours, at: datetime, *, ahead: int) -> Iterable[tuple[datetime, datetime]]:
    """Give each stretch that is open and begins between yesterday and `ahead` days from now."""
    today = at.astimezone(ZoneInfo(hours.zone)).date()
    for count in range(-1, ahead + 1):
        day = today + count * DAY
        if day.weekday() in hours.days and day not in hours.holidays:
            ends = day if hours.until > hours.since else day + DAY
            yield min(_moments(day, hours.since, hours)), max(_moments(ends, hours.until, hours))


def _moments(day: date, clock: time, hours: Hours) -> tuple[datetime, datetime]:
    """Give the moments that a wall clock can mean: two where clocks change, else twice the same."""
    wall = datetime.combine(day, clock, ZoneInfo(hours.zone))
    return wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)


def _clock(said: object) -> time:
    """Read `09:00`; YAML takes a bare 18:00 for a number of minutes."""
    text = clock_of(said) if isinstance(said, int) else str(said)
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", text)
    if not found:
        message = f"{said!r} is no time such as 09:00"
        raise ValueError(message)
    return time(int(found[1]) % 24, int(found[2]))


def _days(said: str) -> tuple[int, ...]:
    """Read `mon-fri`, or `mon, wed, sat`."""
    found: set[int] = set()
    for part in re.split(r"[,\s]+", said.strip().lower()):
        first, _, last = part.partition("-")
        start, end = _day(first), _day(last or first)
        found |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    return tuple(sorted(found))


def _day(said: str) -> int:
    if said not in WEEK:
        message = f"{said!r} is no day: {', '.join(WEEK)}"
        raise ValueError(message)
    return WEEK.index(said)
