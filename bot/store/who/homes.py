"""Who is looking at App Home."""

from datetime import datetime, timedelta

from bot.store.engine import locks
from bot.store.tables import Home

FRESH = timedelta(minutes=15)


def opened(person: str, now: datetime) -> None:
    row = Home.insert(person=person, opened_at=now)
    row.on_conflict(conflict_target=[Home.person], preserve=[Home.opened_at]).execute()


def lock() -> None:
    """Nobody begins to look until this transaction ends, so that nobody sees the state before it for good."""
    locks.steady(Home)


def being_looked_at(now: datetime) -> list[str]:
    """Give the people who opened it in the last 15 minutes, always in the same order."""
    return [row.person for row in Home.select().where(Home.opened_at > now - FRESH).order_by(Home.person)]
