"""Keep what was read of PagerDuty's lists, and let everybody see what is new."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.domain.oncall import Contact, Shift, Thing
from bot.domain.paging.source import Source
from bot.domain.systems.accounts import Account
from bot.store.oncall import lists, shifts
from bot.store.who import forgotten, identities, listings
from bot.store.who.listings import Place
from bot.usecases.directory.on_call import show_on_call
from bot.usecases.directory.wellness import fall_ill, recover
from bot.usecases.settings.link_accounts import end_accounts, take_accounts
from bot.usecases.settings.showing import show_homes
from bot.usecases.unit import Unit


def keep_page(
    unit: Unit, place: Place, kind: type[Thing], page: tuple[Thing, ...], cursor: str, source: Source
) -> Place | None:
    """Keep one page of a list; None where somebody else is reading the same one."""
    contacts = [one for one in page if isinstance(one, Contact)]
    gone = forgotten.among(source.system, [one.id for one in contacts])
    kept = lists.keep(kind, [one for one in page if one.id not in gone])
    take_accounts(unit, source.system, [Account(one.id, one.name, one.email) for one in contacts])
    return listings.turn(place, cursor, kept.numbers, len(page), unit.now)


def end_list(unit: Unit, place: Place, kind: type[Thing], source: Source) -> int:
    """Every page was kept: what none of them named is there no more."""
    gone = lists.sweep(kind, listings.seen(place.name), source)
    if kind is Contact:
        end_accounts(unit, source.system, lists.ids(Contact, source))
    listings.end(place, unit.now)
    return gone


def meet_people(_unit: Unit, source: Source, emails: Mapping[str, str]) -> int:
    """Say who these accounts are, by their addresses."""
    return identities.match(source.system, emails)


def keep_shifts(unit: Unit, policies: Iterable[str], found: Iterable[Shift], until: datetime) -> int:
    """These are all shifts of these policies that begin until then; give how many rows that took."""
    written = shifts.keep(policies, found, until)
    if written:
        show_homes(unit)
    return written


def end_reading(unit: Unit, names: Iterable[str]) -> None:
    """Something was read to its end: these are well."""
    recover(unit, *names)
    show_on_call(unit)


def fail_reading(unit: Unit, name: str, why: str) -> None:
    """It could not be read. What was known stays, and people relieve one another as planned."""
    fall_ill(unit, name, why)
    show_on_call(unit)
