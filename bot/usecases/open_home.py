"""Remember who looks at App Home, so that it is kept up to date for them."""

from bot.store.who import homes
from bot.usecases.unit import Unit


def open_home(unit: Unit, person: str) -> None:
    homes.opened(person, unit.now)
