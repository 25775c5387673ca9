"""The notes on a timeline as they are now, read from everything that happened to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.events import (
    Event,
    IncidentUpdated,
    MessageMarked,
    MessageUnmarked,
    NoteAdded,
    NoteChanged,
    NoteRemoved,
    TextRedacted,
    UpdateCorrected,
    UpdateWithdrawn,
)


@dataclass(frozen=True)
class Note:
    """`marks`: who wants it there. `added` is None while it is not; `corrected`: the last correction.

    `update`: it was told as an update (the event), or is about to be (who wants it); `retold`: what that
    says since its message was written anew. `redacted`: words of it were taken out, so that what becomes of
    its message is not followed any more.
    """

    key: str
    marks: tuple[str, ...] = ()
    added: NoteAdded | None = None
    corrected: NoteChanged | None = None
    update: IncidentUpdated | MessageMarked | None = None
    retold: UpdateCorrected | None = None
    redacted: bool = False

    @property
    def words(self) -> str:
        if self.corrected:
            return self.corrected.words
        return self.added.words if self.added else ""

    @property
    def is_followed(self) -> bool:
        """Tell whether it is there or soon will be."""
        return self.added is not None or bool(self.marks)


@dataclass(frozen=True)
class Heard:
    """What a marked message says, as it was read for the one who marked it; `gone` where there is none."""

    note: str
    by: str
    update: bool
    words: str = ""
    moment: datetime | None = None
    author: str = ""
    url: str = ""
    gone: bool = False


KINDS = (
    MessageMarked,
    MessageUnmarked,
    NoteAdded,
    NoteChanged,
    NoteRemoved,
    IncidentUpdated,
    UpdateCorrected,
    UpdateWithdrawn,
    TextRedacted,
)
"""What has to do with notes."""


def as_told(event: IncidentUpdated, notes: Mapping[str, Note]) -> IncidentUpdated:
    """Give an update with what it says by now."""
    note = notes.get(event.source) if event.source else None
    return replace(event, message=note.retold.message) if note and note.retold else event


def name_of(channel: str, ts: str) -> str:
    """Name the note that is a message."""
    return f"{channel}/{ts}"


def present(history: Iterable[Event]) -> dict[str, Note]:
    """Give all notes that ever were, by their names, as they are now."""
    notes: dict[str, Note] = {}
    for event in history:
        if isinstance(event, TextRedacted):
            notes |= {key: replace(notes.get(key, Note(key)), redacted=True) for key in event.notes}
        key = _key(event)
        if key:
            notes[key] = _after(notes.get(key, Note(key)), event)
    return notes


def _key(event: Event) -> str:
    match event:
        case MessageMarked() | MessageUnmarked() | NoteAdded() | NoteChanged() | NoteRemoved():
            return event.note
        case IncidentUpdated() | UpdateCorrected() | UpdateWithdrawn():
            return event.source
    return ""


def _after(note: Note, event: Event) -> Note:
    match event:
        case MessageMarked(update=True) | IncidentUpdated():
            return replace(note, update=event)
        case UpdateCorrected():
            return replace(note, retold=event)
        case MessageUnmarked(update=True) | UpdateWithdrawn():
            return replace(note, update=None, retold=None)
        case MessageMarked():
            return replace(note, marks=(*note.marks, event.by))
        case MessageUnmarked():
            return replace(note, marks=tuple(one for one in note.marks if one != event.by))
        case NoteAdded():
            early = note.corrected if note.added is None else None
            marks = note.marks if event.by in note.marks else (*note.marks, event.by)
            return replace(note, added=event, marks=marks, corrected=early)
        case NoteChanged():
            return replace(note, corrected=event)
    return Note(note.key, update=note.update, retold=note.retold, redacted=note.redacted)
