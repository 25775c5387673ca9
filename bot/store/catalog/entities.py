"""Entities as rows: what is new or changed is written, and what has vanished stays for a while."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.catalog import Entity
from bot.store import tables
from bot.store.catalog import relations
from bot.store.catalog.hidden import is_hidden
from bot.store.who.rows import tuples
from bot.store.who.seen import Seen

AT_ONCE = 500
"""Rows of one statement: databases take so many values and no more."""


@dataclass(frozen=True)
class Compared:
    """`same`: the numbers of rows that say already what was found. `changed`: what is to be written."""

    same: tuple[int, ...]
    changed: tuple[Entity, ...]


@dataclass(frozen=True)
class Row:
    number: int
    digest: str
    kind: str
    source: str
    block: int
    gone_at: str | None


def compare(system: str, kind: str, found: Sequence[Entity]) -> Compared:
    """Only look."""
    same, changed = list[int](), list[Entity]()
    for one, row in zip(found, known(system, found), strict=True):
        if row and (row.digest, row.kind, row.gone_at) == (one.digest, kind, None):
            same.append(row.number)
        else:
            changed.append(one)
    return Compared(tuple(same), tuple(changed))


def known(system: str, found: Sequence[Entity]) -> list[Row | None]:
    """Give the row of each, also of what is gone; None for new ones."""
    rows = _known(system, found)
    return [rows.get((one.blueprint, one.identifier)) for one in found]


def keep(system: str, kind: str, changed: Sequence[Entity], now: datetime) -> list[int]:
    """Write these; one that was gone is the same one again. Give the numbers of their rows."""
    table = tables.Entity
    key = [table.system, table.blueprint, table.identifier]
    own = [table.kind, table.block, table.source, table.title, table.properties, table.relations]
    for some in _some(list(changed)):
        rows = [_row(system, kind, one, now) for one in some]
        kept = [*own, table.digest, table.changed_at, table.gone_at]
        table.insert_many(rows).on_conflict(conflict_target=key, preserve=kept).execute()
    numbers = [row.number for row in known(system, changed) if row]
    relations.keep(dict(zip(numbers, changed, strict=True)))
    return numbers


def vanished(system: str, kind: str, seen: Seen, before: datetime) -> tuple[list[int], int]:
    """Give those that a whole reading did not produce, and how many there are; younger ones are not meant."""
    table = tables.Entity
    rows = tuples(_there(system, kind).select(table.number, table.changed_at))
    gone = [number for number, at in rows if number not in seen and at < before]
    return gone, len(rows)


def outside(system: str, kinds: Sequence[str]) -> tuple[list[int], int]:
    """Give those of other kinds than these, and how many there are of all."""
    table = tables.Entity
    there = (table.system == system) & table.gone_at.is_null()
    rows = tuples(table.select(table.number).where(there & table.kind.not_in(list(kinds))))
    return [number for (number,) in rows], table.select().where(there).count()


def retire(numbers: Sequence[int], now: datetime) -> int:
    """They are there no more, until they come again."""
    table = tables.Entity
    relations.drop(numbers)
    for some in _some(list(numbers)):
        table.update(gone_at=now).where(table.number.in_(some)).execute()
    return len(numbers)


def of_source(system: str, kind: str, source: str) -> list[int]:
    """Give those that were made of one thing."""
    table = tables.Entity
    return [
        number
        for (number,) in tuples(_there(system, kind).select(table.number).where(table.source == source))
    ]


def get(system: str, kind: str, source: str) -> list[Entity]:
    """Give what was made of one thing."""
    table = tables.Entity
    rows = _there(system, kind).select(table).where(table.source == source)
    return [entity_of(row) for row in rows.order_by(table.blueprint, table.identifier)]


def count(system: str, kind: str) -> int:
    return int(_there(system, kind).count())


def page(after: int, size: int = AT_ONCE) -> tuple[list[Entity], int]:
    """Give some of all that are there and everybody may read, and where to go on; 0 at the end."""
    table = tables.Entity
    there = table.select().where(table.gone_at.is_null() & (table.number > after) & ~is_hidden())
    rows = list(there.order_by(table.number).limit(size))
    return [entity_of(row) for row in rows], rows[-1].number if len(rows) == size else 0


def _there(system: str, kind: str) -> Any:
    table = tables.Entity
    return table.select().where((table.system == system) & (table.kind == kind) & table.gone_at.is_null())


def _known(system: str, found: Sequence[Entity]) -> dict[tuple[str, str], Row]:
    """Asked by the identifier alone, as else SQLite prefers an index over all that a system has."""
    table, rows = tables.Entity, dict[tuple[str, str], Row]()
    columns = (table.number, table.digest, table.kind, table.source, table.block, table.gone_at)
    asked = table.select(table.system, table.blueprint, table.identifier, *columns)
    for some in _some([one.identifier for one in found]):
        for row in tuples(asked.where(table.identifier.in_(some))):
            if row[0] == system:
                rows[row[1], row[2]] = Row(*row[3:])
    return rows


def _row(system: str, kind: str, one: Entity, now: datetime) -> dict[str, Any]:
    return {
        "system": system,
        "kind": kind,
        "block": one.block,
        "source": one.source,
        "blueprint": one.blueprint,
        "identifier": one.identifier,
        "title": one.title,
        "properties": one.properties,
        "relations": one.relations,
        "digest": one.digest,
        "changed_at": now,
        "gone_at": None,
    }


def entity_of(row: Any) -> Entity:
    return Entity(
        row.blueprint, row.identifier, row.title, row.properties, row.relations, row.source, row.block
    )


def _some(values: list[Any]) -> Iterator[list[Any]]:
    for first in range(0, len(values), AT_ONCE):
        yield values[first : first + AT_ONCE]
