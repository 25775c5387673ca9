"""What is not well, since when, and why: a row as long as it is so."""

from dataclasses import dataclass
from datetime import datetime

from bot.store.tables import Health


@dataclass(frozen=True)
class Illness:
    """`failures`: how often in a row."""

    name: str
    since: datetime
    last_at: datetime
    failures: int
    why: str


def fell_ill(name: str, why: str, now: datetime) -> None:
    """It failed, once more or for the first time."""
    row = Health.insert(name=name, since=now, last_at=now, why=why)
    again = {Health.last_at: now, Health.why: why, Health.failures: Health.failures + 1}
    row.on_conflict(conflict_target=[Health.name], update=again).execute()


def is_well(name: str) -> None:
    """It works again."""
    Health.delete().where(Health.name == name).execute()


def ill() -> list[Illness]:
    """Give all that is not well, the longest ill first."""
    rows = Health.select().order_by(Health.since, Health.name)
    return [Illness(row.name, row.since, row.last_at, row.failures, row.why) for row in rows]
