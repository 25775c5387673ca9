"""The number of the next incident, where it is not simply the one after the last."""

from bot.store.engine import sequences
from bot.store.tables import Incident, Numbering

NAME = "incident"
ROOM, STEP = 500, 1000
"""So many incidents at least may have been declared since a backup; numbers begin after a whole thousand."""


def jump() -> None:
    """Begin so far ahead that no number of after the backup is given a second time."""
    last = Incident.select(Incident.id).order_by(Incident.id.desc()).limit(1).scalar() or 0
    first = ((last + ROOM) // STEP + 1) * STEP + 1
    Numbering.delete().execute()
    Numbering.insert(name=NAME, first=first).execute()


def ahead() -> int:
    """Give the number that is set for the next incident; 0 where none is."""
    row = Numbering.get_or_none(Numbering.name == NAME)
    return row.first if row else 0


def take() -> dict[str, int]:
    """Give the id of the next incident, once, where it is set; else none."""
    first = ahead()
    if not first:
        return {}
    Numbering.delete().where(Numbering.name == NAME).execute()
    return {"id": first}


def go_on() -> None:
    """Let those after it follow."""
    sequences.follow(Incident)
