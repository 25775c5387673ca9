"""When a job runs, as people write it: `every 10m`, or a line of cron such as `30 3 * * mon-fri`.

https://man7.org/linux/man-pages/man5/crontab.5.html
"""

import re
from datetime import timedelta

from bot.domain.errors import UserError

_EVERY = re.compile(r"every (\d{1,5}) ?([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_LEAST = timedelta(seconds=10)
_LONGEST = timedelta(days=31)
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIELDS: tuple[tuple[int, int, tuple[str, ...]], ...] = (
    (0, 59, ()),
    (0, 23, ()),
    (1, 31, ()),
    (1, 12, _MONTHS),
    (0, 7, _DAYS),
)
"""Minute, hour, day, month, day of the week: from, to, names."""

_REFUSAL = "Write `every 10m` (from 10 s to 31 days), or a line of cron such as `30 3 * * mon-fri`, in UTC."


def read_schedule(text: str) -> timedelta | str:
    """Give the interval, or the line of cron with its days by name. Raises UserError saying how to write it.

    By name, as not everything that reads cron counts the days from Sunday.
    """
    said = " ".join(text.lower().split())
    every = _EVERY.fullmatch(said)
    if every:
        interval = timedelta(**{_UNITS[every[2]]: int(every[1])})
        if not _LEAST <= interval <= _LONGEST:
            raise UserError(_REFUSAL)
        return interval
    parts = said.split()
    if len(parts) != len(_FIELDS) or not all(map(_is_field, parts, _FIELDS)):
        raise UserError(_REFUSAL)
    return " ".join((*parts[:4], _days(parts[4])))


def _days(field: str) -> str:
    """Name each day of the week; 0 and 7 are Sunday."""
    if field == "*":
        return field
    days: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, last = (0, 6) if span == "*" else _ends(span)
        days |= set(range(first, last + 1, int(step or 1)))
    return ",".join(dict.fromkeys(_DAYS[day % 7] for day in sorted(days)))


def _ends(span: str) -> tuple[int, int]:
    first, _, last = span.partition("-")
    begin, end = _place(first, _FIELDS[4]) or 0, _place(last or first, _FIELDS[4]) or 0
    return begin, 7 if last == "sun" else end


def _is_field(part: str, field: tuple[int, int, tuple[str, ...]]) -> bool:
    return all(_is_range(one, field) for one in part.split(","))


def _is_range(part: str, field: tuple[int, int, tuple[str, ...]]) -> bool:
    span, _, step = part.partition("/")
    if "/" in part and not (step.isascii() and step.isdecimal() and 0 < int(step) <= field[1]):
        return False
    if span == "*":
        return True
    ends = [_place(end, field) for end in span.split("-")]
    if None in ends or len(ends) > 2 or (len(ends) == 1 and "/" in part):
        return False
    is_to_sunday = field[2] is _DAYS and span.endswith("-sun")
    return is_to_sunday or (ends[0] or 0) <= (ends[-1] or 0)


def _place(end: str, field: tuple[int, int, tuple[str, ...]]) -> int | None:
    least, most, names = field
    if end in names:
        return names.index(end) + least
    is_number = end.isascii() and end.isdecimal() and least <= int(end) <= most
    return int(end) if is_number else None
