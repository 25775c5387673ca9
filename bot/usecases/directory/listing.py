"""Reading a long list page by page: begin, keep a page, and find out at the end what is missing."""

from collections.abc import Iterable

from bot.domain.people import Person
from bot.store.who import accounts, channels, identities, listings, people
from bot.store.who.listings import Place
from bot.usecases.unit import Unit


def begin(unit: Unit, name: str) -> Place:
    """Go on where the last reading was cut off, else begin anew."""
    return listings.begin(name, unit.now)


def keep_people(unit: Unit, place: Place, page: tuple[Person, ...], cursor: str) -> Place | None:
    """Keep one page; None where somebody else is reading the same list."""
    kept = people.keep(page, unit.now)
    if kept.written:
        meet_accounts(one.email for one in page)
    return listings.turn(place, cursor, kept.numbers, len(page), unit.now)


def meet_accounts(emails: Iterable[str]) -> None:
    """Who has an account elsewhere by this address is somebody here now: either may be read first."""
    for source, accounts_there in accounts.by_address(emails).items():
        identities.match(source, accounts_there)


def turn(unit: Unit, place: Place, cursor: str, count: int) -> Place | None:
    """What a page named is kept already; None where somebody else is reading the same list."""
    return listings.turn(place, cursor, (), count, unit.now)


def sweep_people(unit: Unit, place: Place, after: int) -> int | None:
    """Mark some of those as gone whom the list did not name; give where to go on, None at the end."""
    return people.sweep(listings.seen(place.name), place.begun_at, after, unit.now)


def keep_members(unit: Unit, place: Place, channel: str, page: tuple[str, ...], cursor: str) -> Place | None:
    """Keep one page of a channel's members; with the last one those go who are in it no more."""
    kept = channels.keep_members(channel, page, unit.now)
    turned = listings.turn(place, cursor, kept.numbers, len(page), unit.now)
    if turned and turned.is_read:
        channels.sweep(channel, listings.seen(place.name), place.begun_at)
        listings.end(turned, unit.now)
    return turned


def end(unit: Unit, place: Place) -> None:
    """Every page was kept, and what was missing is gone."""
    listings.end(place, unit.now)


def begin_anew(unit: Unit, place: Place) -> Place:
    """Slack does not know the cursor any more."""
    listings.forget(place.name)
    return listings.begin(place.name, unit.now)
