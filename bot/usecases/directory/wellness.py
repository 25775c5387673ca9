"""What is not well is written down, and admins see it as soon as it is news."""

from collections.abc import Iterable

from bot.store.running import health, jobs
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


def end_left(unit: Unit, works: Iterable[str]) -> None:
    """These are all that the clock runs: what was of a system that was switched off is not ill any more."""
    works = list(works)
    left = jobs.leave(works)
    systems = set(map(_system, left)) - set(map(_system, works))
    recover(unit, *(name for name in _ill() if name in left or _system(name) in systems))


def _system(name: str) -> str:
    """Give whose a job or an illness is: `pagerduty:eu` of `pagerduty:eu on-call`."""
    return name.partition(" ")[0]


def _ill() -> set[str]:
    return {one.name for one in health.ill()}
