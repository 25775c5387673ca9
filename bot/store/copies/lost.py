"""Which time is lost since a backup was restored, and how new incidents are numbered because of it."""

from datetime import datetime, timedelta

from bot.domain.systems.lost import Lost
from bot.store.engine import sequences
from bot.store.engine.statement import Statement
from bot.store.tables import Incident, Restoration

LONG = timedelta(hours=1)
"""After a restoration: until then all that was owed, or is heard of that time, has been dealt with."""

ROOM, STEP = 500, 1000
"""So many incidents at least may have been declared in that time; numbers begin after a whole thousand."""


_R = Restoration
_OF = Statement(lambda incident, at: _R.select(_R.since, _R.at).where((_R.last >= incident) & (_R.at > at)))
_AHEAD = Statement(lambda: _R.select(_R.first).where(_R.first > 0))


def of(incident: int | None, now: datetime) -> Lost | None:
    """Give the time that is lost of an incident, as long as that matters; None where none is."""
    row = _OF.row(incident or 0, now - LONG)
    return Lost(*row) if row else None


def keep(since: datetime, now: datetime) -> None:
    """It was restored now; number so far ahead that no number of that time is given a second time."""
    last = Incident.select(Incident.id).order_by(Incident.id.desc()).limit(1).scalar() or 0
    first = ((last + ROOM) // STEP + 1) * STEP + 1
    Restoration.delete().execute()
    Restoration.insert(at=now, since=since, last=last, first=first).execute()


def ahead() -> int:
    """Give the number that is set for the next incident; 0 where none is."""
    row = _AHEAD.row()
    return row[0] if row else 0


def take_number() -> dict[str, int]:
    """Give the id of the next incident, once, where it is set; else none."""
    first = ahead()
    if not first:
        return {}
    Restoration.update(first=0).execute()
    return {"id": first}


def go_on() -> None:
    """Let those after it follow."""
    sequences.follow(Incident)
