"""Copy everything that is kept from one database into another one, and compare what came there."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import peewee

from bot.domain.errors import UserError
from bot.store import tables
from bot.store.engine import bulk, locks, sequences
from bot.store.find import index
from bot.store.queues import leases
from bot.store.tables import Audit, Call, Incident, Leader, Lease

PAGE = 500
"""Rows that are read and written together."""

OF_THE_MOMENT = {Lease, Leader}
"""Who lives and who leads now; nobody does in a copy."""

COPIED = tuple(table for table in tables.TABLES if table not in OF_THE_MOMENT)
"""In an order in which each comes after those that it names."""

RUNS = "A Firebell works on one of these databases. Stop every one first; nothing was written."

Moment = Callable[[], AbstractContextManager[peewee.Database]]
"""Gives a database as it is at one moment, to whoever asks, until they have done."""

Tell = Callable[[int, int], None]
"""Is told how many rows of how many are there."""


@dataclass(frozen=True)
class Copied:
    """How many rows a table has, and a hash of all of them that knows no order."""

    table: str
    rows: int
    hash: str


def must_be_still() -> None:
    """Raise UserError where a Firebell works on the database."""
    if leases.any_lives():
        raise UserError(RUNS)


def must_be_new() -> None:
    """Raise UserError where somebody has worked with the database: nothing of theirs is ever overwritten."""
    names = [table._meta.table_name for table in (Incident, Call, Audit) if table.select().limit(1).exists()]  # noqa: SLF001
    if names:
        raise UserError(
            "It holds incidents, pages or changed settings already, and they are not overwritten. Give an "
            "empty database."
        )


def copy(source: Moment, last: Callable[[], object], target: peewee.Database, tell: Tell) -> list[Copied]:
    """Make `target`, whose thread this is, equal to `source`, in one transaction: wholly or not at all.

    last: what else is to happen in it. Raises UserError where what came there is not what was sent, or where
    something cannot stand there.
    """
    with target.atomic():
        locks.alone(Lease)
        must_be_still()
        must_be_new()
        for table in reversed(COPIED):
            table.delete().execute()
        with source() as theirs:
            sent = _carry(theirs, target, tell)
        for table in COPIED:
            sequences.follow(table)
        while index.put_missing():
            pass
        came = [_count(table, target) for table in COPIED]
        _must_be_equal(sent, came)
        last()
        return came


def _carry(theirs: peewee.Database, target: peewee.Database, tell: Tell) -> list[Copied]:
    of = sum(table.select().bind(theirs).count() for table in COPIED)
    done, sent = 0, []
    for table in COPIED:
        digest = _Digest(table)
        for rows in _pages(table, theirs):
            digest.add(rows)
            _write(table, rows, target)
            done += len(rows)
            tell(done, of)
        sent.append(digest.end())
    return sent


def _write(table: Any, rows: Sequence[Sequence[Any]], target: peewee.Database) -> None:
    try:
        bulk.write(table, rows, target)
    except peewee.DatabaseError as error:
        why = str(error).splitlines()[0]
        raise UserError(f"A row of {table._meta.table_name} cannot stand there: {why}.") from None  # noqa: SLF001


def _count(table: Any, database: peewee.Database) -> Copied:
    digest = _Digest(table)
    for rows in _pages(table, database):
        digest.add(rows)
    return digest.end()


def _pages(table: Any, database: peewee.Database) -> Iterator[list[list[Any]]]:
    """Give all rows as they are to be written, some at a time, in the order of their keys."""
    fields, key = table._meta.sorted_fields, table._meta.primary_key  # noqa: SLF001 - documented
    names = key.field_names if isinstance(key, peewee.CompositeKey) else (key.name,)
    places = [place for place, field in enumerate(fields) if field.name in names]
    keys = [fields[place] for place in places]
    query = table.select().order_by(*keys).limit(PAGE).bind(database)
    found = bulk.rows(query, database)
    while found:
        yield [[_value(*one) for one in zip(fields, row, strict=True)] for row in found]
        last = tuple(found[-1][place] for place in places)
        found = bulk.rows(query.where(peewee.Tuple(*keys) > last), database)


def _value(field: Any, held: Any) -> Any:
    """Give what this field keeps in any database; nothing stays nothing, which JSON would spell."""
    return None if held is None else field.db_value(field.python_value(held))


class _Digest:
    """The sum of the rows' hashes: the same in whatever order they come."""

    def __init__(self, table: Any) -> None:
        self._name = str(table._meta.table_name)  # noqa: SLF001 - documented
        self._rows = self._sum = 0

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        for row in rows:
            said = json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")
            self._sum += int.from_bytes(hashlib.sha256(said).digest()[:16])
        self._rows += len(rows)

    def end(self) -> Copied:
        return Copied(self._name, self._rows, f"{self._sum % 2**128:032x}")


def _must_be_equal(sent: list[Copied], came: list[Copied]) -> None:
    wrong = [one.table for one, other in zip(sent, came, strict=True) if one != other]
    if wrong:
        raise UserError(f"What was written is not what was read: {', '.join(wrong)}. Nothing was kept of it.")
