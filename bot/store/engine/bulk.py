"""Many rows at once, without the time that composing a statement of thousands of values takes."""

from collections.abc import Iterable, Sequence
from typing import Any

import peewee
from peewee import Field

from bot.store.engine.current import CURRENT


def find(
    table: Any, columns: Sequence[Field], key: Field, values: Sequence[str | int]
) -> list[tuple[Any, ...]]:
    """Give these columns, as the database holds them, of the rows with these keys."""
    if not values:
        return []
    places = ", ".join([CURRENT.param] * len(values))
    where = f"{_name(key)} IN ({places})"
    asked = f"SELECT {_names(columns)} FROM {_table(table)} WHERE {where}"  # noqa: S608 - our own names
    return list(CURRENT.execute_sql(asked, list(values)).fetchall())


def rows(query: Any, database: Any = CURRENT) -> list[tuple[Any, ...]]:
    """Give what a query finds, as the database holds it."""
    return list(database.execute(query).fetchall())


def upsert(table: Any, columns: Sequence[Field], key: Field, rows: Iterable[Sequence[Any]]) -> None:
    """Write these rows, instead of those with the same key."""
    places = ", ".join([CURRENT.param] * len(columns))
    kept = ", ".join(f"{_name(one)} = excluded.{_name(one)}" for one in columns if one is not key)
    insert = f"INSERT INTO {_table(table)} ({_names(columns)}) VALUES ({places})"  # noqa: S608 - our own names
    converters: list[Any] = [column.db_value for column in columns]
    given = [[into(value) for into, value in zip(converters, row, strict=True)] for row in rows]
    CURRENT.cursor().executemany(f"{insert} ON CONFLICT ({_name(key)}) DO UPDATE SET {kept}", given)


def add(table: Any, columns: Sequence[Field], rows: Iterable[Sequence[str]]) -> None:
    """Write these rows of plain texts; those that are there already stay."""
    places = ", ".join([CURRENT.param] * len(columns))
    insert = f"INSERT INTO {_table(table)} ({_names(columns)}) VALUES ({places})"  # noqa: S608 - our own names
    CURRENT.cursor().executemany(f"{insert} ON CONFLICT DO NOTHING", rows)


def write(table: Any, rows: Iterable[Sequence[Any]], database: Any) -> None:
    """Write these whole rows, as the database is to hold them, all of them new."""
    fields = table._meta.sorted_fields  # noqa: SLF001 - documented
    places = ", ".join([database.param] * len(fields))
    insert = f"INSERT INTO {_table(table)} ({_names(fields)}) VALUES ({places})"  # noqa: S608 - our own names
    with peewee.__exception_wrapper__:  # type: ignore[attr-defined] # as peewee's own statements do
        database.cursor().executemany(insert, rows)


def _table(table: Any) -> str:
    return f'"{table._meta.table_name}"'  # noqa: SLF001 - documented


def _name(column: Any) -> str:
    return f'"{column.column_name}"'


def _names(columns: Sequence[Field]) -> str:
    return ", ".join(map(_name, columns))
