"""Take words out of an incident: find where they stand, and say what becomes of each place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.errors import UserError
from bot.domain.events import Event, IncidentUpdated, NoteAdded, NoteChanged, TextRedacted, UpdateCorrected
from bot.domain.incident import Act, Change, Incident
from bot.domain.own_fields import OwnField
from bot.domain.redacting.texts import clean_event, clean_incident, of_event, places
from bot.domain.redacting.words import LEAST, MOST, holds, without
from bot.domain.tasks import Task

PAPER = "the post-mortem"
FIELD = "words"
"""The field of the form that asks for them."""


@dataclass(frozen=True)
class Record:
    """All that is kept of an incident: its events by their ids, its tasks, the organisation's own fields.

    `paper`: what its post-mortem says.
    """

    incident: Incident
    history: Sequence[tuple[int, Event]]
    tasks: Sequence[Task] = ()
    own: Mapping[str, OwnField] = field(default_factory=dict)
    paper: str = ""


@dataclass(frozen=True)
class Found:
    """Where the words stand: what becomes of it all, and which events `stood` there before, the oldest first.

    `places`: besides events, in words, with their texts.
    """

    incident: Incident
    stood: tuple[Event, ...]
    events: Mapping[int, Event]
    tasks: tuple[Task, ...]
    places: tuple[tuple[str, str], ...]

    @property
    def is_nothing(self) -> bool:
        return not (self.events or self.places)

    @property
    def notes(self) -> tuple[str, ...]:
        """Name the notes and messages among them."""
        return tuple(dict.fromkeys(name for event in self.events.values() if (name := _note(event))))


def find(record: Record, words: str) -> Found:
    """Say what would become of each place. Raises UserError, under the field, where the words are no good."""
    _must_be_good(words)

    def clean(text: str) -> str:
        return without(text, words)

    stood = {number: event for number, event in record.history if _holds(event, words)}
    events = {number: clean_event(event, clean) for number, event in stood.items()}
    tasks = [replace(one, title=clean(one.title)) for one in record.tasks if holds(one.title, words)]
    titles = {one.id: one.title for one in record.tasks}
    incident = clean_incident(record.incident, clean, record.own)
    besides = [*places(record.incident, incident, record.own), *(("a task", titles[one.id]) for one in tasks)]
    if holds(record.paper, words):
        line = next((one for one in record.paper.split("\n") if holds(one, words)), record.paper)
        besides.append((PAPER, line))
    return Found(incident, tuple(stood.values()), events, tuple(tasks), tuple(besides))


def redact(record: Record, words: str, act: Act) -> tuple[Found, Change]:
    """Take them out everywhere. Raises UserError, under the field, where there is nothing to take out."""
    found = find(record, words)
    if found.is_nothing:
        sentence = f"These words stand nowhere in {record.incident.ref}. Copy them from where you see them."
        raise UserError(sentence, {FIELD: sentence})
    named = tuple(dict.fromkeys(place for place, _ in found.places))
    event = TextRedacted(act.at, act.by, rows=tuple(found.events), places=named, notes=found.notes)
    return found, Change(found.incident, (event,))


def _must_be_good(words: str) -> None:
    count = len(words.strip())
    if not LEAST <= count <= MOST:
        sentence = (
            f"Give {LEAST} to {MOST} characters: what is shorter stands inside of too many other words."
        )
        raise UserError(sentence, {FIELD: sentence})


def _holds(event: Event, words: str) -> bool:
    return any(holds(text, words) for text in of_event(event))


def _note(event: Event) -> str:
    match event:
        case NoteAdded() | NoteChanged():
            return event.note
        case IncidentUpdated() | UpdateCorrected():
            return event.source
    return ""
