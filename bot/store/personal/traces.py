"""Who is to be forgotten, and all that names them: in Slack's list, and as other systems know them."""

from collections.abc import Iterable
from datetime import datetime

from peewee import fn

from bot.domain.errors import UserError
from bot.domain.paging.source import of_id, of_system
from bot.domain.people import same_address
from bot.domain.personal.forgetting import FORMER, Account, Traces, shared
from bot.store.engine.letters import small
from bot.store.tables import Contact, Identity, OtherAccount, Person, Shift
from bot.store.who.forgotten import SLACK


def of(typed: str, now: datetime) -> Traces:
    """Give what names whom an id, an e-mail address or a name means.

    Raises UserError, with what to do, where that is nobody or several, or somebody who is still there.
    """
    wanted = typed.strip().removeprefix("<").removesuffix(">")
    if not wanted.strip("@"):
        raise UserError("Give a Slack id, an e-mail address, or a name such as @ben.")
    person = _person(wanted)
    accounts = [*([_in_slack(person)] if person else []), *_elsewhere(person, wanted)]
    if not accounts:
        raise UserError(
            f"Nobody is known as {typed}. Give a Slack id, an e-mail address, or a name such as @ben."
        )
    _must_be_gone(person, accounts, now)
    found = tuple(accounts)
    names = [name for one in found for name in one.called]
    becomes = f"{FORMER}{person.number}" if person else ""
    return Traces(found, becomes, shared(names, _names_of_others(person, found)))


def _person(typed: str) -> Person | None:
    name = typed.removeprefix("@").lower()
    is_them = (Person.id == typed.removeprefix("@")) | (Person.email == same_address(typed))
    is_called = (small(Person.name) == name) | (small(Person.real_name) == name)
    found = list(Person.select().where(is_them)) or list(Person.select().where(is_called))
    if len(found) > 1:
        several = ", ".join(row.id for row in found[:10])
        raise UserError(f"{typed} are several: {several}. Give one of these ids.")
    return found[0] if found and not found[0].id.startswith(FORMER) else None


def _must_be_gone(person: Person | None, accounts: Iterable[Account], now: datetime) -> None:
    if person and person.bot:
        raise UserError("That is an app, not a person: there is nothing to forget.")
    if person and not (person.deleted or person.stranger):
        raise UserError(
            "They are active in Slack. Deactivate them there first; Firebell hears it at once, or with "
            "`firebell sync users`."
        )
    keys = [one.key for one in accounts if of_system(one.source)]
    not_over = Shift.until.is_null() | (Shift.until > now)
    if Shift.select().where(Shift.user.in_(keys) & not_over).exists():
        raise UserError(
            "They are on call in PagerDuty, now or in the next days. Take them out of its schedules first, "
            "then run `firebell sync oncall`."
        )


def _in_slack(person: Person) -> Account:
    return Account(SLACK, person.id, person.real_name, person.email, person.name)


def _elsewhere(person: Person | None, typed: str) -> list[Account]:
    """By hand, or by their address, as long as it is nobody's who is still there."""
    email = person.email if person else same_address(typed) if "@" in typed.lstrip("@") else ""
    linked = Identity.select().where(Identity.person == (person.id if person else ""))
    known = {(row.source, row.key) for row in linked}
    if email:
        same = OtherAccount.select().where(fn.LOWER(OtherAccount.email) == same_address(email))
        known |= {(row.source, row.key) for row in same}
        contacts = Contact.select(Contact.id).where(fn.LOWER(Contact.email) == same_address(email))
        known |= {(of_id(row.id).system, row.id) for row in contacts}
    return [_account(source, key) for source, key in sorted(known - _of_others(person))]


def _of_others(person: Person | None) -> set[tuple[str, str]]:
    there = Person.select(Person.id).where(~Person.deleted & (Person.id != (person.id if person else "")))
    return {(row.source, row.key) for row in Identity.select().where(Identity.person.in_(there))}


def _account(source: str, key: str) -> Account:
    row = OtherAccount.get_or_none((OtherAccount.source == source) & (OtherAccount.key == key))
    contact = Contact.get_or_none(Contact.id == key) if of_system(source) else None
    phones = tuple(one["number"] for one in contact.phones) if contact else ()
    found = row or contact
    return Account(source, key, found.name if found else "", found.email if found else "", "", phones)


def _names_of_others(person: Person | None, accounts: Iterable[Account]) -> list[str]:
    """Give what all others are called that are still there."""
    keys = {(one.source, one.key) for one in accounts}
    there = Person.select().where(~Person.deleted & (Person.id != (person.id if person else "")))
    found = [name for row in there for name in (row.name, row.real_name)]
    return found + [row.name for row in OtherAccount.select() if (row.source, row.key) not in keys]
