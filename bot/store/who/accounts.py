"""Accounts in other systems, and who in Slack they are."""

from collections.abc import Iterable
from typing import Any

from peewee import JOIN, fn

from bot.domain.systems.accounts import Account, Tie, Ties
from bot.store.engine.letters import small
from bot.store.tables import Identity, OtherAccount, Person
from bot.store.who.rows import tuples

SHOWN = 20
MOST = 99
ACTIVE = ~Person.deleted & ~Person.bot & ~Person.stranger
COLUMNS = (OtherAccount.source, OtherAccount.key, OtherAccount.name, OtherAccount.email)


def keep(source: str, page: Iterable[Account]) -> int:
    """Write those that are new or changed; give how many."""
    wanted = {one.key: one for one in page}
    ours = (OtherAccount.source == source) & OtherAccount.key.in_(list(wanted))
    known = {row[1]: Account(*row[1:]) for row in tuples(OtherAccount.select(*COLUMNS).where(ours))}
    fresh = [one for one in wanted.values() if known.get(one.key) != one]
    if fresh:
        rows = [{"source": source, **vars(one)} for one in fresh]
        OtherAccount.insert_many(rows).on_conflict(
            conflict_target=[OtherAccount.source, OtherAccount.key],
            preserve=[OtherAccount.name, OtherAccount.email],
        ).execute()
    return len(fresh)


def keep_only(source: str, keys: Iterable[str]) -> None:
    """All others are gone there, and so is whom they were."""
    there = list(keys)
    for table in (OtherAccount, Identity):
        table.delete().where((table.source == source) & table.key.not_in(there)).execute()


def by_address(emails: Iterable[str]) -> dict[str, dict[str, str]]:
    """Give the accounts with one of these addresses: source -> id there -> address."""
    sought = fn.LOWER(OtherAccount.email).in_([email.strip().lower() for email in emails if email.strip()])
    found: dict[str, dict[str, str]] = {}
    for source, key, _, email in tuples(OtherAccount.select(*COLUMNS).where(sought)):
        found.setdefault(source, {})[key] = email
    return found


def get(source: str, key: str) -> Account | None:
    row = OtherAccount.get_or_none((OtherAccount.source == source) & (OtherAccount.key == key))
    return Account(row.key, row.name, row.email) if row else None


def search(typed: str) -> list[Tie]:
    """Give the accounts whose name or address holds the words."""
    sought = typed.strip().lower()
    fits = small(OtherAccount.name).contains(sought) | fn.LOWER(OtherAccount.email).contains(sought)
    return _ties(_joined().where(fits).limit(MOST))


def present() -> Ties:
    nobody = _joined().where(Identity.person.is_null())
    return Ties(
        known=_known(),
        nobody=tuple(_ties(nobody.limit(SHOWN))),
        nobody_count=nobody.count(),
        by_hand=tuple(_ties(_joined().where(Identity.by_hand).limit(SHOWN))),
        shared=_shared(),
        without=_without(),
    )


def _known() -> dict[str, tuple[int, int]]:
    rows = _from().select(OtherAccount.source, fn.COUNT(Identity.person), fn.COUNT(OtherAccount.key))
    found = tuples(rows.group_by(OtherAccount.source).order_by(OtherAccount.source))
    return {source: (known, count) for source, known, count in found}


def _shared() -> tuple[str, ...]:
    rows = Person.select(Person.email).where(ACTIVE & (Person.email != "")).group_by(Person.email)
    several = rows.having(fn.COUNT(Person.id) > 1).order_by(Person.email).limit(SHOWN)
    return tuple(email for (email,) in tuples(several))


def _without() -> tuple[str, ...]:
    rows = Person.select(Person.id).where(ACTIVE & (Person.email == "")).order_by(Person.name).limit(SHOWN)
    return tuple(person for (person,) in tuples(rows))


def _from() -> Any:
    same = (Identity.source == OtherAccount.source) & (Identity.key == OtherAccount.key)
    return OtherAccount.select(*COLUMNS).join(Identity, JOIN.LEFT_OUTER, on=same)


def _joined() -> Any:
    return (
        _from()
        .select(*COLUMNS, Identity.person, Identity.by_hand)
        .order_by(OtherAccount.source, OtherAccount.name, OtherAccount.key)
    )


def _ties(rows: Any) -> list[Tie]:
    return [
        Tie(source, Account(key, name, email), person or "", bool(by_hand))
        for source, key, name, email, person, by_hand in tuples(rows)
    ]
