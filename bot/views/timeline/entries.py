"""What the timeline shows: what happened, in its order, with notes as they are now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import events as e
from bot.domain.redacting.texts import of_event
from bot.domain.timeline.present import Note, as_told, present
from bot.views.words import clock_time, fit, moment, person, quote
from bot.views.work.happenings import SENTENCES, author, one_line

MINOR = (
    e.LinkMade,
    e.LinkLost,
    e.PeopleInvited,
    e.PeopleAbsent,
    e.PeoplePaged,
    e.PersonJoining,
    e.PersonJoined,
    e.PersonLeft,
    e.RespondersKnown,
    e.DeliveryRetried,
    e.Reminded,
    e.ReminderSnoozed,
    e.MessageMarked,
    e.MessageUnmarked,
    e.UpdateCorrected,
    e.UpdateWithdrawn,
    e.NoteChanged,
    e.NoteRemoved,
    e.PostmortemAsked,
    e.PostmortemExtended,
    e.PostmortemExported,
)
"""What is shown only to who wants to see everything."""


@dataclass(frozen=True)
class Entry:
    """`at`: when it was. `note`: the note as it is now, where it is one that stands."""

    at: datetime
    event: e.Event
    note: Note | None = None
    gone: bool = False
    """It was taken back or away: that it was there is all that is said."""
    number: int = 0
    """Its place among all events, which none ever changes."""


def entries(history: Iterable[e.Event], *, everything: bool = False) -> list[Entry]:
    """Give them in the order of their own times. everything: also who corrected what, and what is minor."""
    history = list(history)
    notes = present(history)
    found = [replace(_entry(event, notes), number=number) for number, event in enumerate(history)]
    shown = [one for one in found if everything or not (one.gone or isinstance(one.event, MINOR))]
    return sorted(shown, key=lambda one: one.at)


def typed(entry: Entry) -> str:
    """Give the most that somebody typed in it; empty where nobody typed anything."""
    return entry.note.words if entry.note else next(iter(of_event(entry.event)), "")


def line(entry: Entry, *, dated: bool = False) -> str:
    """Say it in one line. dated: with its day, where no heading says it."""
    when = moment(entry.at) if dated else clock_time(entry.at)
    if entry.note and isinstance(entry.event, e.NoteAdded):
        said = f"{author(entry.event.author)}: {fit(one_line(entry.note.words), 500)}"
        return f"{when}  {said}{_signature(entry.note, entry.event)}"
    return f"{when}  {_sentence(entry)}"


def whole(entry: Entry) -> str:
    """Say it with all the lines that a note has."""
    note, event = entry.note, entry.event
    if note is None or not isinstance(event, e.NoteAdded) or len(note.words.split("\n")) == 1:
        return line(entry)
    head = f"{clock_time(entry.at)}  {author(event.author)}{_signature(note, event)}"
    return f"{head}\n{quote(note.words, 2700)}"


def _entry(event: e.Event, notes: dict[str, Note]) -> Entry:
    match event:
        case e.NoteAdded():
            note = notes[event.note]
            stands = note.added == event
            return Entry(event.moment, event, note if stands else None, gone=not stands)
        case e.IncidentUpdated() if event.source:
            return Entry(event.at, as_told(event, notes), gone=notes[event.source].update != event)
    return Entry(event.at, event)


def _sentence(entry: Entry) -> str:
    event = entry.event
    if not entry.gone:
        return SENTENCES[type(event)](event)
    if isinstance(event, e.NoteAdded):
        return f"a note by {author(event.author)} that was taken away"
    return f"an update by {person(event.by)} that was taken back"


def _signature(note: Note, event: e.NoteAdded) -> str:
    """Say who put it there and who corrected it, where that was somebody else."""
    added = [f"added by {person(event.by)}"] if event.by != event.author else []
    corrected = note.corrected
    changed = [f"corrected by {person(corrected.by)} {clock_time(corrected.at)}"] if corrected else []
    return f" _({', '.join([*added, *changed])})_" if added or changed else ""
