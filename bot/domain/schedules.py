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
_NAME, _NUMBER = re.compile("[a-z]+"), re.compile("[0-9]{1,4}")
_Field = tuple[int, int, tuple[str, ...]]
_FIELDS: tuple[_Field, ...] = (
    (0, 59, ()),
    (0, 23, ()),
    (1, 31, ()),
    (1, 12, _MONTHS),
    (0, 7, _DAYS),
)
"""Minute, hour, day, month, day of the week: from, to, names."""
_DAYS_OF_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_REFUSAL = "Write `every 10m` (from 10 s to 31 days), or a line of cron such as `30 3 * * mon-fri`, in UTC."


def read_schedule(text: str) -> timedelta | str:
    """Give the interval, or the line of cron, which comes some day. Raises UserError saying how to write it.

    Its days of the week are given by name, as not everything that reads cron counts them from Sunday, and
    its months by number, as not everything takes a step of names.
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
    days, months = (_numbers(part, field) for part, field in zip(parts[2:4], _FIELDS[2:4], strict=True))
    if min(days) > max(_DAYS_OF_MONTHS[month - 1] for month in months):
        raise UserError(f"That day never comes. {_REFUSAL}")
    return " ".join((*parts[:3], _NAME.sub(_month, parts[3]), _days(parts[4])))


def _month(name: re.Match[str]) -> str:
    return str(_MONTHS.index(name[0]) + 1)


def _days(part: str) -> str:
    """Name each day of the week; 0 and 7 are Sunday."""
    if part == "*":
        return part
    return ",".join(dict.fromkeys(_DAYS[day % 7] for day in sorted(_numbers(part, _FIELDS[4]))))


def _numbers(part: str, field: _Field) -> set[int]:
    """Give all that a part stands for."""
    found: set[int] = set()
    for one in part.split(","):
        span, _, step = one.partition("/")
        first, last = _ends(span, field)
        found |= set(range(first, last + 1, int(step or 1)))
    return found


def _ends(span: str, field: _Field) -> tuple[int, int]:
    if span == "*":
        return field[:2]
    first, _, last = span.partition("-")
    begin, end = _place(first, field) or 0, _place(last or first, field) or 0
    return begin, 7 if last == "sun" else end


def _is_field(part: str, field: _Field) -> bool:
    return all(_is_range(one, field) for one in part.split(","))


def _is_range(part: str, field: _Field) -> bool:
    span, _, step = part.partition("/")
    ends = span.split("-") if span != "*" else []
    if len(ends) > 2 or any(_place(end, field) is None for end in ends):
        return False
    first, last = _ends(span, field)
    if "/" in part and not (_NUMBER.fullmatch(step) and 0 < int(step) <= last - first):
        return False
    return first <= last


def _place(end: str, field: _Field) -> int | None:
    least, most, names = field
    if end in names:
        return names.index(end) + least
    return int(end) if _NUMBER.fullmatch(end) and least <= int(end) <= most else None
