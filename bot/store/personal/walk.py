"""Every row of every table that names somebody, found and written without them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from peewee import CharField, Field, ForeignKeyField, TextField, Tuple, fn

from bot.domain.personal.forgetting import Traces
from bot.store import tables
from bot.store.engine import locks
from bot.store.fields import UtcField

Key = tuple[Any, ...]
Read = Callable[..., Any]
PAGE = 1000
"""Rows of one reading: a name in other letters may be in any, and the server waits for nobody for long."""

OWN = (
    tables.Person,
    tables.Identity,
    tables.OtherAccount,
    tables.Contact,
    tables.UsergroupMember,
    tables.ChannelMember,
    tables.Home,
)
"""Rows that are about them go as a whole."""

OF_OTHERS: Mapping[type[tables.Table], str] = {
    tables.TaxonomyEntry: "the settings",
    tables.Usergroup: "the name of a usergroup in Slack",
    tables.Channel: "the name of a channel in Slack",
    tables.Conversation: "the name of a channel in Slack",
    tables.Service: "the name of a service in PagerDuty",
    tables.Policy: "the name of an escalation policy in PagerDuty",
    tables.Schedule: "the name of a schedule in PagerDuty",
    tables.Team: "the name of a team in PagerDuty",
    tables.Runbook: "the title of a runbook in Confluence",
}
"""What others named after them, and would bring back: people must change it there."""

WALKED = tuple(one for one in tables.TABLES if one not in {*OWN, *OF_OTHERS, tables.Forgotten})


def _at_once(query: Callable[..., Any], *given: Any) -> Any:
    return query(*given)


def found(
    traces: Traces, among: Iterable[type[tables.Table]], read: Read = _at_once
) -> dict[type[tables.Table], list[Key]]:
    """Give the keys of the rows that would be written anew. `read`: does each reading, of some rows."""
    there = {table: _found(table, traces, read) for table in among}
    return {table: keys for table, keys in there.items() if keys}


def clean(table: type[tables.Table], keys: Sequence[Key], traces: Traces) -> set[int]:
    """Write these rows without them; give the ids of the incidents that they are about."""
    about: set[int] = set()
    for key in keys:
        is_it = reduce(and_, (column == part for column, part in zip(_keys(table), key, strict=True)))
        row: Any = next(iter(locks.held(table.select().where(is_it))), None)
        change = _change(row, traces) if row else {}
        if change:
            table.update(change).where(is_it).execute()
            about.add(_about(row))
    return about - {0}


def _about(row: Any) -> int:
    """Give the incident's number; 0 where it is about none."""
    column = tables.Incident.id if isinstance(row, tables.Incident) else getattr(type(row), "incident", None)
    return _value(row, column) if column else 0


def _found(table: type[tables.Table], traces: Traces, read: Read) -> list[Key]:
    if not _texts(table):
        return []
    keys: list[Key] = []
    some, last = read(_some, table, traces, None)
    while last:
        keys += some
        some, last = read(_some, table, traces, last)
    return keys


def _some(table: type[tables.Table], traces: Traces, after: Key | None) -> tuple[list[Key], Key | None]:
    """Look through the next rows; give the keys of those that are meant, and the last key of all of them."""
    parts: list[Any] = [fn.COALESCE(column, "") for column in _texts(table)]
    whole = reduce(lambda one, other: one.concat(other), parts)
    fits = reduce(or_, (whole ** _like(one) for one in traces.sought))
    keys = _keys(table)
    rows: Any = table.select().where(fits).order_by(*keys).limit(PAGE)
    if after:
        rows = rows.where(Tuple(*keys) > after)
    looked = [(tuple(_value(row, key) for key in keys), row) for row in rows]
    return [key for key, row in looked if _change(row, traces)], looked[-1][0] if looked else None


def _change(row: Any, traces: Traces) -> dict[str, Any]:
    was = {column.name: getattr(row, column.name) for column in _texts(type(row))}
    return {name: becomes for name, value in was.items() if (becomes := traces.without(value)) != value}


def _texts(table: type[tables.Table]) -> list[Field]:
    """Give the columns that hold texts; moments are kept as such, and name nobody."""
    columns: Iterable[Field] = table._meta.sorted_fields  # noqa: SLF001 - documented
    return [
        one for one in columns if isinstance(one, CharField | TextField) and not isinstance(one, UtcField)
    ]


def _keys(table: type[tables.Table]) -> list[Any]:
    key: Any = table._meta.primary_key  # noqa: SLF001 - documented
    names = getattr(key, "field_names", None) or [key.name]
    return [getattr(table, name) for name in names]


def _value(row: Any, column: Any) -> Any:
    name = column.object_id_name if isinstance(column, ForeignKeyField) else column.name
    return getattr(row, name)


def _like(text: str) -> str:
    """Give what may hold it: SQLite knows capitals of ASCII alone, and spaces may be any."""
    return f"%{re.sub(r'[^a-zA-Z0-9@.-]+', '%', text)}%"
