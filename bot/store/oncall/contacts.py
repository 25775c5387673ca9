"""How people are reached, as PagerDuty knows it."""

from collections.abc import Iterable
from itertools import groupby

from bot.domain.oncall import Contact, Phone
from bot.domain.paging.source import Source, of_id
from bot.store import tables
from bot.store.who import identities
from bot.store.who.rows import tuples


def get(key: str) -> Contact | None:
    row = tables.Contact.get_or_none(tables.Contact.id == key)
    return _contact(row) if row else None


def phones(key: str) -> tuple[Phone, ...]:
    """Give the numbers of an account, the best one first. Personal: only for who may see it."""
    found = get(key)
    return found.phones if found else ()


def persons(keys: Iterable[str]) -> tuple[str, ...]:
    """Give who has these accounts, in their order: Slack ids, and e-mail addresses where none is known."""
    keys = list(keys)
    somebody = known(keys)
    rows = tables.Contact.select().where(tables.Contact.id.in_([key for key in keys if key not in somebody]))
    emails = {row.id: row.email for row in rows}
    return tuple(found for key in keys if (found := somebody.get(key) or emails.get(key, "")))


def known(keys: Iterable[str]) -> dict[str, str]:
    """Give who has these accounts, of whichever PagerDuty: Slack ids by their own."""
    found: dict[str, str] = {}
    theirs = sorted(keys, key=_system)
    for system, some in groupby(theirs, _system):
        found |= identities.persons(system, some)
    return found


def newly_known(source: Source) -> dict[str, str]:
    """Give the addresses of those who are nobody here yet, though somebody in Slack has that address now."""
    account, person, same = tables.Contact, tables.Person, tables.Identity
    known = same.select(same.key).where(same.source == source.system)
    active = ~person.deleted & ~person.bot & ~person.stranger
    there = person.select(person.email).where(active & (person.email != ""))
    rows = account.select(account.id, account.email).where(
        account.id.not_in(known) & account.email.in_(there)
    )
    return {key: email for key, email in tuples(rows) if source.has_id(key)}


def _system(key: str) -> str:
    return of_id(key).system


def _contact(row: tables.Contact) -> Contact:
    phones = tuple(Phone(**said) for said in row.phones)
    return Contact(row.id, row.name, row.email, row.url, row.zone, phones, tuple(row.teams))
