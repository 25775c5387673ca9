"""What people add to the timeline in their own words."""

from datetime import datetime

from bot.domain.errors import UserError
from bot.domain.events import NoteAdded, NoteChanged, NoteRemoved
from bot.domain.incident import Act, Change, Incident

LONGEST = 3000


def add_note(
    incident: Incident, note: str, words: str, moment: datetime, author: str, act: Act, *, url: str = ""
) -> Change:
    """Put words on the timeline, at their own time.

    Raises UserError where there are none, or where that lies in the future.
    """
    if not words.strip():
        raise UserError("There is nothing to read in that message, so the timeline stays as it is.")
    if moment > act.at:
        raise UserError("That lies in the future: the timeline holds what has been.")
    event = NoteAdded(
        act.at, act.by, note=note, words=words.strip()[:LONGEST], moment=moment, author=author, url=url
    )
    return Change(incident, (event,))


def change_note(incident: Incident, note: str, words: str, act: Act) -> Change:
    """Correct it: the timeline shows the new words, and who wrote which."""
    if not words.strip():
        return remove_note(incident, note, act)
    return Change(incident, (NoteChanged(act.at, act.by, note=note, words=words.strip()[:LONGEST]),))


def remove_note(incident: Incident, note: str, act: Act) -> Change:
    """Take it from the timeline; that it was there stays on record."""
    return Change(incident, (NoteRemoved(act.at, act.by, note=note),))
