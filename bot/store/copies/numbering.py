"""The number of the next incident, where it is not simply the one after the last."""

from bot.store.engine import sequences
from bot.store.tables import Incident, Numbering

NAME = "incident"
ROOM, STEP = 500, 1000
"""So many incidents at least may have been declared since a backup; numbers begin after a whole thousand."""


def jump() -> int:
    """Begin so far ahead that no number of after the backup is given a second time; give the first one."""
    last = Incident.select(Incident.id).order_by(Incident.id.desc()).limit(1).scalar() or 0
    first = ((last + ROOM) // STEP + 1) * STEP + 1
    Numbering.delete().execute()
    Numbering.insert(name=NAME, first=first).execute()
    return int(first)


def take() -> dict[str, int]:
    """Give the id of the next incident, once, where it is set; else none."""
    row = Numbering.get_or_none(Numbering.name == NAME)
    if row is None:
        return {}
    Numbering.delete().where(Numbering.name == NAME).execute()
    return {"id": row.first}


def go_on() -> None:
    """Let those after it follow."""
    sequences.follow(Incident)
