"""Who is on call when, as it was read last."""

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from typing import Any

from bot.domain.oncall import Shift
from bot.store import tables
from bot.store.who.rows import tuples

_NAMES = tuple(Shift.__dataclass_fields__)
_COLUMNS = [getattr(tables.Shift, name) for name in _NAMES]
_values = attrgetter(*_NAMES)

AT_ONCE = 1000
"""Rows of one statement."""


def keep(policies: Iterable[str], shifts: Iterable[Shift]) -> int:
    """Make the shifts of these policies equal to what was read, all of it; give how many rows that took."""
    policies = list(policies)
    rows = tuples(tables.Shift.select(tables.Shift.id, *_COLUMNS).where(tables.Shift.policy.in_(policies)))
    have = {row[1:]: row[0] for row in rows}
    want = dict.fromkeys(map(_values, shifts))
    gone = [number for row, number in have.items() if row not in want]
    new: list[Any] = [row for row in want if row not in have]
    if gone:
        tables.Shift.delete().where(tables.Shift.id.in_(gone)).execute()
    for start in range(0, len(new), AT_ONCE):
        tables.Shift.insert_many(new[start : start + AT_ONCE], fields=_COLUMNS).execute()
    return len(gone) + len(new)


def of_policies(policies: Iterable[str], now: datetime) -> list[Shift]:
    """Give those that are not over."""
    return _select(tables.Shift.policy.in_(list(policies)), now)


def of_schedule(schedule: str, now: datetime) -> list[Shift]:
    return _select(tables.Shift.schedule == schedule, now)


def of_first_levels(now: datetime) -> list[Shift]:
    """Give those of the first level of every policy."""
    return _select(tables.Shift.level == 1, now)


def _select(which: Any, now: datetime) -> list[Shift]:
    not_over = tables.Shift.until.is_null() | (tables.Shift.until > now)
    rows = tables.Shift.select(*_COLUMNS).where(which & not_over).order_by(tables.Shift.id)
    return [Shift(*row) for row in tuples(rows)]
