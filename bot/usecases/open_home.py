"""Remember who looks at App Home, so that it is kept up to date for them, and what they chose to see."""

from collections.abc import Callable

from bot.domain.wanted import Wanted
from bot.store import taxonomy
from bot.store.who import homes
from bot.usecases.unit import Unit


def open_home(unit: Unit, person: str) -> None:
    homes.opened(person, unit.now)


def choose_home(unit: Unit, person: str, change: Callable[[Wanted], Wanted]) -> None:
    """change: what becomes of what they saw."""
    homes.choose(person, change(homes.wanted(person, taxonomy.load())), unit.now)


def dismiss_rehearsal(_unit: Unit, person: str) -> None:
    """They want no first drill to be offered any more."""
    homes.dismiss_offer(person)
