"""One person over all systems: by e-mail address, and by hand where that is wrong or missing."""

from collections.abc import Iterable

from bot.domain.errors import UserError
from bot.domain.settings.difference import Difference
from bot.domain.systems.accounts import Account
from bot.store.queues import presses
from bot.store.settings import audit
from bot.store.who import accounts, forgotten, identities
from bot.usecases.settings.edit_settings import must_be_admin
from bot.usecases.unit import Unit

ACCOUNTS = "accounts"
"""What the history calls them."""


def take_accounts(_unit: Unit, source: str, page: Iterable[Account]) -> int:
    """Take over a page of another system's people, such as `pagerduty`; give how many are somebody here."""
    there = {one.key: one for one in page}
    found = [there[key] for key in there.keys() - forgotten.among(source, there)]
    accounts.keep(source, found)
    return identities.match(source, {one.key: one.email for one in found})


def end_accounts(_unit: Unit, source: str, keys: Iterable[str]) -> None:
    """These are all that there are; only for who has read every page."""
    accounts.keep_only(source, keys)


def link_account(unit: Unit, source: str, key: str, person: str, *, by: str, press: str) -> None:
    """This account is this person's, whatever addresses say; with nobody it goes by the address again.

    Raises UserError where they may not, or the account is gone.
    """
    must_be_admin(by)
    account = accounts.get(source, key)
    if account is None:
        raise UserError("That account is there no more. Look at the list again.")
    if presses.answer(press):
        return
    was = identities.persons(source, [key]).get(key, "")
    if person:
        identities.set_by_hand(source, person, key)
    else:
        identities.set_by_hand(source, was, "")
        identities.match(source, {key: account.email})
    change = Difference(ACCOUNTS, f"{source} {account.name}", {"person": was}, {"person": person})
    audit.add(by, unit.now, [change])
    presses.keep(press, {ACCOUNTS: key}, unit.now)
