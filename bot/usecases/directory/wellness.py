"""What is not well is written down, and admins see it as soon as it is news."""

from bot.store.running import health
from bot.usecases.settings.showing import show_homes
from bot.usecases.unit import Unit


def fall_ill(unit: Unit, name: str, why: str) -> None:
    """It failed, once more or for the first time."""
    is_news = name not in _ill()
    health.fell_ill(name, why, unit.now)
    if is_news:
        show_homes(unit)


def recover(unit: Unit, *names: str) -> None:
    """These work, some of them again."""
    again = _ill() & set(names)
    for name in again:
        health.is_well(name)
    if again:
        show_homes(unit)


def _ill() -> set[str]:
    return {one.name for one in health.ill()}
