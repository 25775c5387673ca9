"""How far what others log has been heard."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import fn

from bot.store import tables

AHEAD = timedelta(minutes=1)
"""How far the clock by which something was written may be ahead, and still go right."""


@dataclass(frozen=True)
class Reading:
    """Everything up to `until` is in the inbox, unless something was `missed`.

    `silent_from`, `noticed_at`: since when nothing had been heard, and when it began to be caught up with.
    """

    until: datetime
    missed: bool = False
    silent_from: datetime | None = None
    noticed_at: datetime | None = None

    def since(self, now: datetime, past: timedelta) -> datetime:
        """Give from when on to read: so far back where the clock was put back since, as nobody knows then."""
        return self.until if self.until < now + AHEAD else now - past


def get(source: str) -> Reading | None:
    row = tables.Reading.get_or_none(tables.Reading.source == source)
    return Reading(row.until, row.missed, row.silent_from, row.noticed_at) if row else None


def lags(now: datetime) -> dict[str, timedelta]:
    """Give how long ago each was read to its end; what is connected no more is none of them."""
    looked_at = tables.Standing.select(tables.Standing.system)
    there = tables.Reading.source.in_(looked_at) | ~fn.EXISTS(looked_at)
    return {row.source: now - row.until for row in tables.Reading.select().where(there)}


def reach(source: str, until: datetime) -> None:
    row = tables.Reading.insert(source=source, until=until)
    row.on_conflict(conflict_target=[tables.Reading.source], preserve=[tables.Reading.until]).execute()


def miss(source: str) -> None:
    """Something may not have been told."""
    tables.Reading.update(missed=True).where(tables.Reading.source == source).execute()


def notice(source: str, now: datetime) -> None:
    """Catching up begins; where an earlier try was cut off, it began then."""
    fresh = (tables.Reading.source == source) & tables.Reading.noticed_at.is_null()
    begun = {"missed": True, "silent_from": tables.Reading.until, "noticed_at": now}
    tables.Reading.update(begun).where(fresh).execute()


def catch_up(source: str) -> None:
    """All of it has been looked at."""
    over = {"missed": False, "silent_from": None, "noticed_at": None}
    tables.Reading.update(over).where(tables.Reading.source == source).execute()
