"""Who is on call when, as it was read last."""

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from typing import Any

from peewee import fn

from bot.domain.oncall import Shift
from bot.domain.oncall.freshness import NEAR
from bot.store import tables
from bot.store.who.rows import tuples

_NAMES = tuple(Shift.__dataclass_fields__)
_COLUMNS = [getattr(tables.Shift, name) for name in _NAMES]
_values = attrgetter(*_NAMES)

AT_ONCE = 1000
"""Rows of one statement."""


def keep(policies: Iterable[str], shifts: Iterable[Shift], until: datetime) -> int:
    """Make the shifts of these policies that begin until then equal to what was read, all of it.

    Give how many rows that took.
    """
    theirs = tables.Shift.policy.in_(list(policies)) & _begins_until(until)
    rows = tuples(tables.Shift.select(tables.Shift.id, *_COLUMNS).where(theirs))
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
    """Give those of the next days that are not over, and of each level who comes first after these days."""
    theirs = tables.Shift.policy.in_(list(policies))
    return [*_select(theirs & _begins_until(now + NEAR), now), *_first_after(theirs, now + NEAR)]


def on_now(policies: Iterable[str], now: datetime) -> list[Shift]:
    """Give those that have begun and are not over."""
    return _select(tables.Shift.policy.in_(list(policies)) & _begins_until(now), now)


def of_policy(policy: str, now: datetime) -> list[Shift]:
    """Give all that are not over, as far ahead as is known."""
    return _select(tables.Shift.policy == policy, now)


def of_schedule(schedule: str, now: datetime) -> list[Shift]:
    """Give those that have begun and are not over."""
    return _select((tables.Shift.schedule == schedule) & _begins_until(now), now)


def of_first_levels(now: datetime) -> list[Shift]:
    """Give those of the first level of every policy that have begun and are not over."""
    return _select((tables.Shift.level == 1) & _begins_until(now), now)


def _select(which: Any, now: datetime) -> list[Shift]:
    not_over = tables.Shift.until.is_null() | (tables.Shift.until > now)
    rows = tables.Shift.select(*_COLUMNS).where(which & not_over).order_by(tables.Shift.id)
    return [Shift(*row) for row in tuples(rows)]


def _begins_until(moment: datetime) -> Any:
    return tables.Shift.since.is_null() | (tables.Shift.since <= moment)


def _first_after(which: Any, moment: datetime) -> list[Shift]:
    """Give the first shift of each target that begins later than that."""
    later: Any = tables.Shift.alias()
    place = (later.policy, later.level, later.position)
    first = later.select(*place, fn.MIN(later.since).alias("since")).where(later.since > moment)
    first = first.group_by(*place).alias("first")
    is_first = (
        (tables.Shift.policy == first.c.policy)
        & (tables.Shift.level == first.c.level)
        & (tables.Shift.position == first.c.position)
        & (tables.Shift.since == first.c.since)
    )
    rows = tables.Shift.select(*_COLUMNS).join(first, on=is_first).where(which).order_by(tables.Shift.id)
    return [Shift(*row) for row in tuples(rows)]
