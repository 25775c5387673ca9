"""Statements whose text is composed once: that takes several times as long as the database does."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from inspect import signature
from typing import Any

import peewee
from peewee import AutoField, Field, Value

from bot.store.engine.current import CURRENT


class Statement:
    """What `compose` gives from a place for each of its values, to be run with these again and again.

    A value is converted as the column does that it is compared with, or that `into` names.
    """

    def __init__(self, compose: Callable[..., Any], values: int | None = None) -> None:
        """values: how many there are, where `compose` does not name each."""
        self._compose = compose
        self._values = len(signature(compose).parameters) if values is None else values
        self._composed: dict[str, _Composed] = {}

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """Give the rows found, each column as the code knows it."""
        composed = self._text()
        found = self._run(composed, values).fetchall()
        return [
            tuple(read(value) if read else value for read, value in zip(composed.reads, row, strict=True))
            for row in found
        ]

    def row(self, *values: Any) -> tuple[Any, ...] | None:
        """Give the first row, None where none was found."""
        return next(iter(self.rows(*values)), None)

    def run(self, *values: Any) -> int:
        """Do it, and give how many rows were changed."""
        count: int = self._run(self._text(), values).rowcount
        return count

    def add(self, *values: Any) -> int:
        """Add the row, and give its id."""
        cursor = self._run(self._text(), values)
        number: int = cursor.fetchone()[0] if CURRENT.obj.returning_clause else cursor.lastrowid
        return number

    def each(self, rows: Iterable[Sequence[Any]]) -> None:
        """Do it with the values of each row, in one go."""
        composed = self._text()
        given = [composed.with_values(values) for values in rows]
        if given:
            with peewee.__exception_wrapper__:  # type: ignore[attr-defined] # as peewee's own statements do
                CURRENT.obj.cursor().executemany(composed.text, given)

    def _run(self, composed: "_Composed", values: Sequence[Any]) -> Any:
        return CURRENT.obj.execute_sql(composed.text, composed.with_values(values))

    def _text(self) -> "_Composed":
        """Each kind of database has a text of its own."""
        dialect: str = CURRENT.obj.param
        if dialect not in self._composed:
            self._composed[dialect] = self._compose_now()
        return self._composed[dialect]

    def _compose_now(self) -> "_Composed":
        query = self._compose(*map(_Place, range(self._values)))
        text, given = CURRENT.get_sql_context().sql(query).query()
        slots = [one if isinstance(one, _Slot) else _Slot(fixed=one) for one in given]
        columns = getattr(query, "selected_columns", ())
        reads = [one.python_value if isinstance(one, Field) else None for one in columns]
        return _Composed(text, slots, reads)


def insert(*columns: Field) -> Statement:
    """Give the statement that adds a row with these values, and else with what rows have by themselves."""
    key = columns[0].model._meta.primary_key  # noqa: SLF001 - documented

    def compose(*places: Any) -> Any:
        query = adding(columns, places)
        return query.returning(key) if CURRENT.returning_clause and isinstance(key, AutoField) else query

    return Statement(compose, len(columns))


def upsert(keys: Sequence[Field], *columns: Field, once: Sequence[Field] = ()) -> Statement:
    """Give the statement that adds a row, or writes these columns of the one that has the same keys.

    once: columns whose values come last, and stay as they are where there is such a row.
    """
    whole = (*keys, *columns, *once)

    def compose(*places: Any) -> Any:
        query = adding(whole, places)
        if not columns:
            return query.on_conflict_ignore()
        return query.on_conflict(conflict_target=list(keys), preserve=list(columns))

    return Statement(compose, len(whole))


def adding(columns: Sequence[Field], places: Sequence[Any]) -> Any:
    """Compose the adding of a row, to say what becomes of one that is there."""
    return columns[0].model.insert({one: into(at, one) for one, at in zip(columns, places, strict=True)})


def into(place: Any, column: Field) -> Any:
    """Give a place whose value is converted for this column."""
    return _Place(place.value, column.db_value)


class _Place(Value):
    """Where one of the values comes to stand."""

    def __sql__(self, context: Any) -> Any:
        convert = self.converter or context.state.converter
        return context.value(_Slot(self.value, convert), converter=False)


@dataclass(frozen=True)
class _Slot:
    """What the database gets in one place: the value at this position among those given, or what is fixed."""

    position: int | None = None
    convert: Callable[[Any], Any] | None = None
    fixed: Any = None


@dataclass(frozen=True)
class _Composed:
    text: str
    given: Sequence[_Slot]
    reads: Sequence[Callable[[Any], Any] | None]

    def with_values(self, values: Sequence[Any]) -> list[Any]:
        """Give what the database gets in each place; some incidents are hundreds of them."""
        return [
            one.fixed
            if one.position is None
            else one.convert(values[one.position])
            if one.convert
            else values[one.position]
            for one in self.given
        ]
