"""How far a long list elsewhere has been read, so that a reading that was cut off goes on where it was.

A page and the way to the next one are kept in the same transaction. What a list does not name any more is
only known when it has been read to its end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.engine import locks
from bot.store.tables import Listing
from bot.store.who.seen import Seen

USERGROUPS = "slack usergroups"
CHANNELS = "slack channels"
"""The jobs that read these lists go by the same names."""

FRESH = timedelta(hours=1)
"""A cursor that is older may mean nothing any more, so the list is read from its first page."""

ALL_READ = "."
"""The cursor of a list of which every page has been kept, but not yet what is missing in it."""


@dataclass(frozen=True)
class Place:
    """Where a reading stands: the next page is the one at `cursor`."""

    name: str
    run: int
    cursor: str
    count: int
    begun_at: datetime

    @property
    def is_read(self) -> bool:
        return self.cursor == ALL_READ


def begin(name: str, now: datetime) -> Place:
    """Go on where the last reading was cut off a short while ago, else begin anew."""
    Listing.insert(name=name).on_conflict_ignore().execute()
    row = _held(name)
    cut_off = row.cursor and row.touched_at and now - FRESH < row.touched_at <= now
    if not cut_off:
        fresh = {"run": row.run + 1, "cursor": "", "seen": "", "count": 0, "begun_at": now, "touched_at": now}
        Listing.update(fresh).where(Listing.name == name).execute()
        return Place(name, row.run + 1, "", 0, now)
    return Place(name, row.run, row.cursor, row.count, row.begun_at)


def turn(place: Place, cursor: str, numbers: Iterable[int], count: int, now: datetime) -> Place | None:
    """The page at `place` is kept: it named these rows. None where somebody else has turned it already."""
    row = _held(place.name)
    if (row.run, row.cursor) != (place.run, place.cursor):
        return None
    seen = Seen(row.seen)
    seen.add(numbers)
    following, total = cursor or ALL_READ, place.count + count
    Listing.update(cursor=following, seen=seen.text, count=total, touched_at=now).where(
        Listing.name == place.name
    ).execute()
    return Place(place.name, place.run, following, total, place.begun_at)


def seen(name: str) -> Seen:
    return Seen(Listing.get_by_id(name).seen)


def end(place: Place, now: datetime) -> bool:
    """It has been read to its end; say whether that never happened before."""
    first = Listing.get_by_id(place.name).ended_at is None
    done = {"cursor": "", "seen": "", "touched_at": now, "ended_at": now}
    Listing.update(done).where((Listing.name == place.name) & (Listing.run == place.run)).execute()
    return first


def forget(name: str) -> None:
    """Its cursor leads nowhere any more."""
    Listing.update(cursor="").where(Listing.name == name).execute()


def ended_at(name: str) -> datetime | None:
    """When it was last read to its end."""
    row = Listing.get_or_none(Listing.name == name)
    return row.ended_at if row else None


def _held(name: str) -> Listing:
    found: Listing = locks.held(Listing.select().where(Listing.name == name)).get()
    return found
