"""People, to and from their rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from peewee import Case, fn

from bot.domain.people import Person, same_address, unknown
from bot.domain.tokens import is_token, name_of
from bot.store import tables
from bot.store.engine import bulk
from bot.store.engine.letters import small
from bot.store.engine.statement import Statement
from bot.store.who import forgotten
from bot.store.who.rows import tuples
from bot.store.who.seen import Seen

AT_ONCE = 5000
_FIELDS = tuple(Person.__dataclass_fields__)
_COLUMNS = [getattr(tables.Person, name) for name in _FIELDS]
_values = attrgetter(*_FIELDS)
_ONE = Statement(lambda person: tables.Person.select(*_COLUMNS).where(tables.Person.id == person))


@dataclass(frozen=True)
class Kept:
    """What became of a page: how many rows were written, and the numbers of all that it names."""

    written: int
    numbers: tuple[int, ...]


def get(person: str) -> Person:
    """Give somebody; who was not read yet is nobody special. A token is called as people call it."""
    if is_token(person):
        return Person(person, f"token {name_of(person)}")
    row = _ONE.row(person)
    return Person(*row) if row else unknown(person)


def several(people: Iterable[str]) -> dict[str, Person]:
    """Give these people by their ids; who was not read yet is missing."""
    rows = tables.Person.select().where(tables.Person.id.in_(list(people)))
    return {row.id: _person(row) for row in rows}


def called(name: str) -> list[Person]:
    """Give the active people with this name, as somebody types it after an @."""
    wanted = name.strip().lower()
    named = (small(tables.Person.name) == wanted) | (small(tables.Person.real_name) == wanted)
    rows = tables.Person.select().where(named & ~tables.Person.deleted & ~tables.Person.bot)
    return [_person(row) for row in rows.order_by(tables.Person.id).limit(5)]


def keep(people: Iterable[Person], now: datetime) -> Kept:
    """Write those that are new or changed, in as many queries however many they are."""
    page = _but_the_forgotten(people)
    known = {row[1]: row for row in _rows(page)}
    fresh = [one for one in page.values() if one.id not in known or known[one.id][1:] != _values(one)]
    if fresh:
        rows = ((*_values(one), now) for one in fresh)
        bulk.upsert(tables.Person, [*_COLUMNS, tables.Person.read_at], tables.Person.id, rows)
    new = [one.id for one in fresh if one.id not in known]
    numbers = bulk.find(tables.Person, [tables.Person.number], tables.Person.id, new)
    return Kept(len(fresh), (*(row[0] for row in known.values()), *(number for (number,) in numbers)))


def _but_the_forgotten(people: Iterable[Person]) -> dict[str, Person]:
    """Who was forgotten stays so, unless they are active again."""
    page = {person.id: person for person in people}
    gone = forgotten.among(forgotten.SLACK, page)
    forgotten.welcome_back([one for one in gone if not page[one].deleted])
    return {key: person for key, person in page.items() if key not in gone or not person.deleted}


def is_unread() -> bool:
    return not tables.Person.select().exists()


def differs(person: Person) -> bool:
    """Tell whether something about them is news; of who is forgotten nothing is."""
    if person.deleted and forgotten.among(forgotten.SLACK, [person.id]):
        return False
    row = tables.Person.get_or_none(tables.Person.id == person.id)
    return row is None or _person(row) != person


def sweep(seen: Seen, before: datetime, after: int, now: datetime) -> int | None:
    """Mark as gone who was in no page of a list whose reading began at `before`.

    Some thousands at a time: give the number from which to go on, None at the end. People of other
    organisations are in no list; who came meanwhile may have come too late for it.
    """
    person = tables.Person
    rows = bulk.rows(
        person.select(person.number)
        .where((person.number > after) & ~person.deleted & ~person.stranger)
        .order_by(person.number)
        .limit(AT_ONCE)
    )
    gone = [number for (number,) in rows if number not in seen]
    if gone:
        tables.Person.update(deleted=True, read_at=now).where(
            tables.Person.number.in_(gone) & (tables.Person.read_at < before)
        ).execute()
    return int(rows[-1][0]) if len(rows) == AT_ONCE else None


def census() -> dict[str, int]:
    """Count who there is, and who is missing something."""
    person = tables.Person
    active = ~person.deleted
    no_email = active & ~person.bot & ~person.stranger & (person.email == "")
    counted = {
        "people": active & ~person.bot & ~person.stranger,
        "guests": active & person.guest,
        "of other organisations": active & person.stranger,
        "bots": active & person.bot,
        "deactivated": person.deleted,
        "without an e-mail address": no_email,
    }
    sums: Any = [fn.SUM(Case(None, ((what, 1),), 0)) for what in counted.values()]
    (row,) = tuples(person.select(*sums))
    shared = (
        person.select(person.email)
        .where(active & (person.email != ""))
        .group_by(person.email)
        .having(fn.COUNT(person.id) > 1)
    )
    said = {name: int(number or 0) for name, number in zip(counted, row, strict=True)}
    return {**said, "e-mail addresses of more than one": int(shared.count())}


def outside(ids: Iterable[str]) -> set[str]:
    """Give those of them who can be let in nowhere: deactivated, apps, of another organisation."""
    person = tables.Person
    nobody = person.deleted | person.bot | person.stranger
    return {one for (one,) in tuples(person.select(person.id).where(person.id.in_(list(ids)) & nobody))}


def by_email(emails: Iterable[str]) -> dict[str, str]:
    """Give the ids of the active people with these addresses; one that several have is nobody's."""
    wanted = set(map(same_address, emails)) - {""}
    active = ~tables.Person.deleted & ~tables.Person.bot & ~tables.Person.stranger
    rows = tables.Person.select(tables.Person.email, tables.Person.id).where(
        tables.Person.email.in_(list(wanted)) & active
    )
    found: dict[str, list[str]] = {}
    for email, person in tuples(rows):
        found.setdefault(email, []).append(person)
    return {email: people[0] for email, people in found.items() if len(people) == 1}


def _rows(ids: Iterable[str]) -> list[tuple[Any, ...]]:
    return bulk.find(tables.Person, [tables.Person.number, *_COLUMNS], tables.Person.id, list(ids))


def _person(row: tables.Person) -> Person:
    return Person(**{name: getattr(row, name) for name in Person.__dataclass_fields__})
