"""People, to and from their rows."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.people import Person, unknown
from bot.store import tables


def get(person: str) -> Person:
    """Give somebody; who was not read yet is nobody special."""
    row = tables.Person.get_or_none(tables.Person.id == person)
    return _person(row) if row else unknown(person)


def several(people: Iterable[str]) -> dict[str, Person]:
    """Give these people by their ids; who was not read yet is missing."""
    rows = tables.Person.select().where(tables.Person.id.in_(list(people)))
    return {row.id: _person(row) for row in rows}


def keep(people: Iterable[Person], now: datetime) -> None:
    """Write them, new or changed."""
    rows = [{**vars(person), "read_at": now} for person in people]
    if rows:
        fields = [field for field in tables.Person._meta.sorted_fields if field.name != "id"]  # noqa: SLF001 - peewee's way to list them
        tables.Person.insert_many(rows).on_conflict(
            conflict_target=[tables.Person.id], preserve=fields
        ).execute()


def is_unread() -> bool:
    return not tables.Person.select().exists()


def _person(row: tables.Person) -> Person:
    return Person(**{name: getattr(row, name) for name in Person.__dataclass_fields__})
