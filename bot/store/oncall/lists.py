"""PagerDuty's lists as rows: what is new or changed is written; what a whole list did not name goes."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from bot.domain import oncall
from bot.domain.oncall import Schedule, Service, Thing
from bot.domain.paging.source import FIRST, Source
from bot.store import tables
from bot.store.engine import bulk
from bot.store.who.people import Kept
from bot.store.who.rows import tuples
from bot.store.who.seen import Seen

TABLES: Mapping[type[Thing], Any] = {
    oncall.Service: tables.Service,
    oncall.Policy: tables.Policy,
    oncall.Schedule: tables.Schedule,
    oncall.Team: tables.Team,
    oncall.Contact: tables.Contact,
}


def keep(kind: type[Thing], things: Iterable[Thing]) -> Kept:
    """Write those that are new or changed, in as many queries however many they are."""
    table, page = TABLES[kind], {one.id: asdict(one) for one in things}
    columns = [getattr(table, name) for name in kind.__dataclass_fields__]
    known = {row[1]: row for row in _rows(table, columns, page)}
    values = {number: tuple(one.values()) for number, one in page.items()}
    fresh = [
        row
        for number, row in values.items()
        if number not in known or known[number][1:] != _kept(columns, row)
    ]
    if fresh:
        bulk.upsert(table, columns, table.id, fresh)
    new = _rows(table, columns, [row[0] for row in fresh if row[0] not in known])
    return Kept(len(fresh), (*(row[0] for row in known.values()), *(row[0] for row in new)))


def sweep(kind: type[Thing], seen: Seen, source: Source = FIRST) -> int:
    """Let go of what the whole list of an account did not name, and of the shifts of such policies.

    Say how many.
    """
    table = TABLES[kind]
    rows = tuples(table.select(table.number, table.id))
    gone = [number for row, number in rows if row not in seen and source.has_id(number)]
    if gone:
        table.delete().where(table.id.in_(gone)).execute()
    if kind is oncall.Policy:
        tables.Shift.delete().where(tables.Shift.policy.in_(gone)).execute()
    return len(gone)


def ids(kind: type[Thing], source: Source = FIRST) -> list[str]:
    """Give those of an account."""
    table = TABLES[kind]
    numbers = [number for (number,) in tuples(table.select(table.id).order_by(table.id))]
    return [one for one in numbers if source.has_id(one)]


def names(kind: type[Service | Schedule]) -> set[str]:
    table = TABLES[kind]
    return {name for (name,) in tuples(table.select(table.name))}


def _rows(table: Any, columns: list[Any], keys: Iterable[str]) -> list[tuple[Any, ...]]:
    return bulk.find(table, [table.number, *columns], table.id, list(keys))


def _kept(columns: list[Any], row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Give a row as the database holds it."""
    return tuple(column.db_value(value) for column, value in zip(columns, row, strict=True))
