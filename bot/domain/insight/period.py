"""The days that figures are about, in the zone of who asks."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.errors import UserError
from bot.domain.times.typed import zone_of

DAY = timedelta(days=1)
LENGTHS = {"week": 7, "month": 30, "quarter": 91, "year": 365}
"""Days, of which today is the last."""

MOST_STEPS = 20
"""More points no chart of Slack's has."""

LONGEST = 20
"""Years; what is longer has more steps than that."""

HOW = (
    "Write `week`, `month`, `quarter` or `year`, a month such as `2026-10`, a year such as `2026`, or two "
    "days such as `2026-10-01 2026-10-31`."
)

_DAYS = re.compile(r"(20\d{2}-\d{2}-\d{2})(?:\s+(?:to\s+|until\s+|-\s+)?(20\d{2}-\d{2}-\d{2}))?")
_MONTH = re.compile(r"(20\d{2})(?:-(\d{2}))?")


@dataclass(frozen=True)
class Period:
    """From the first day to the last one, both whole. `name`: how somebody would type it."""

    name: str
    first: date
    last: date
    zone: str

    @property
    def since(self) -> datetime:
        return midnight(self.first, self.zone)

    @property
    def until(self) -> datetime:
        """The moment after it."""
        return midnight(self.last + DAY, self.zone)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def step(self) -> str:
        """What a trend goes by: days, weeks, months or years, the first of these that are not too many."""
        return next(step for step, most in _MOST.items() if len([*_steps(self, step)]) <= most)

    @property
    def steps(self) -> tuple[date, ...]:
        """Give the day on which each step begins; the first and the last may be cut short."""
        return tuple(_steps(self, self.step))

    def cut(self, day: date) -> date | None:
        """Give the last day of the step that begins on this one; None where that is not cut short."""
        after = _BEGINS[self.step]
        is_whole = after(day - DAY) == day and after(day) - DAY <= self.last
        return None if is_whole else min(after(day) - DAY, self.last)


def midnight(day: date, zone: str) -> datetime:
    """Give when a day begins somewhere, in UTC."""
    return datetime.combine(day, time(), zone_of(zone)).astimezone(UTC)


def lately(name: str, zone: str, now: datetime) -> Period:
    """Give the last days, today included."""
    today = now.astimezone(zone_of(zone)).date()
    return Period(name, today - (LENGTHS[name] - 1) * DAY, today, zone_of(zone).key)


def before(name: str, day: date, zone: str) -> Period:
    """Give the days before this one."""
    return Period(name, day - LENGTHS[name] * DAY, day - DAY, zone_of(zone).key)


def read(words: str, zone: str, now: datetime) -> Period:
    """Read what somebody typed; nothing is the last month. Raises UserError, saying how to write it."""
    said = " ".join(words.lower().replace(",", " ").split()).removeprefix("the ")
    said = re.sub(r"^(last|past) ", "", said) or "month"
    if said.rstrip("s") in LENGTHS:
        return lately(said.rstrip("s"), zone, now)
    today = now.astimezone(zone_of(zone)).date()
    ends = _begun(said, today) or _since(said, today) or _ends(said.removeprefix("from "))
    if ends is None:
        raise UserError(f"“{words.replace('`', chr(39))[:40]}” is no period. {HOW}")
    first, last = ends
    _must_be_sound(first, last, today)
    return Period(said, first, last, zone_of(zone).key)


def _begun(said: str, today: date) -> tuple[date, date] | None:
    """Read `this week`: from its first day to today."""
    firsts = {
        "this week": today - today.weekday() * DAY,
        "this month": today.replace(day=1),
        "this quarter": today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1),
        "this year": today.replace(month=1, day=1),
    }
    return (firsts[said], today) if said in firsts else None


def _since(said: str, today: date) -> tuple[date, date] | None:
    """Read `since 2026-10-01`, or `from` it: up to today, unless it says another end."""
    found = re.fullmatch(r"(?:since|from) (\S+)", said)
    ends = _ends(found[1]) if found else None
    return (ends[0], max(ends[0], today)) if ends else None


def _ends(said: str) -> tuple[date, date] | None:
    days, month = _DAYS.fullmatch(said), _MONTH.fullmatch(said)
    try:
        if days:
            first = date.fromisoformat(days[1])
            return first, date.fromisoformat(days[2]) if days[2] else first
        if month and month[2]:
            first = date(int(month[1]), int(month[2]), 1)
            return first, _next_month(first) - DAY
        if month:
            return date(int(month[1]), 1, 1), date(int(month[1]), 12, 31)
    except ValueError:
        return None
    return None


def _must_be_sound(first: date, last: date, today: date) -> None:
    if last < first:
        raise UserError(f"That ends before it begins: {first} is after {last}. Give the earlier day first.")
    if first > today:
        raise UserError("That has not been yet. Give a period that has begun.")
    if last.year - first.year >= LONGEST:
        raise UserError(f"That is too long: {LONGEST} years at most, both counted.")


def _day(day: date) -> date:
    return day + DAY


def _next_week(day: date) -> date:
    return day + (7 - day.weekday()) * DAY


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _next_year(day: date) -> date:
    return date(day.year + 1, 1, 1)


_BEGINS: dict[str, Callable[[date], date]] = {
    "day": _day,
    "week": _next_week,
    "month": _next_month,
    "year": _next_year,
}
"""When the step after the one of a day begins."""

_MOST = {"day": 7, "week": MOST_STEPS, "month": MOST_STEPS, "year": MOST_STEPS}


def _steps(period: Period, step: str) -> Iterator[date]:
    day = period.first
    while day <= period.last:
        yield day
        day = _BEGINS[step](day)
