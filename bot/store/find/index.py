"""By which words an incident is found: its title, description and post-mortem, and what people said."""

from collections.abc import Iterable, Sequence

from bot.domain import events as e
from bot.domain.incident import Incident
from bot.store import incidents, timeline
from bot.store.engine import words
from bot.store.find import tokens
from bot.store.postmortem import papers

HEARD: tuple[type[e.Event], ...] = (
    e.IncidentOpened,
    e.IncidentUpdated,
    e.IncidentClosed,
    e.IncidentReopened,
    e.RoleGiven,
    e.NoteAdded,
    e.NoteChanged,
    e.NoteRemoved,
    e.UpdateCorrected,
    e.UpdateWithdrawn,
    e.TaskAdded,
    e.TaskChanged,
    e.FieldSet,
    e.TextRedacted,
)
"""What may bring new words, or take some away."""

AT_ONCE = 200


def follow(incident: Incident, events: Iterable[e.Event], known: Sequence[e.Event] | None = None) -> None:
    """Keep what it is found by equal to what is said, in the transaction in which that is said.

    known: all that has happened to it, where it has just begun.
    """
    if known is not None:
        _put(incident, "", known)
    elif any(isinstance(event, HEARD) for event in events):
        put(incident)


def put(incident: Incident) -> None:
    _put(incident, papers.text(incident.id), timeline.of(incident.id, *HEARD))


def _put(incident: Incident, paper: str, said: Sequence[e.Event]) -> None:
    texts = (incident.ref, incident.title, incident.description, paper, *_of_fields(incident), *_texts(said))
    words.put(incident.id, tokens.of(texts))


def put_missing() -> int:
    """Index incidents from before there was an index; give how many."""
    numbers = words.missing(AT_ONCE)
    for number in numbers:
        found = incidents.get(number)
        assert found
        put(found)
    return len(numbers)


def _of_fields(incident: Incident) -> Iterable[str]:
    """A team is named by its key, which holds the words of its name."""
    return (text for texts in incident.fields.values() for text in texts)


def _texts(said: Sequence[e.Event]) -> Iterable[str]:
    """Give what stands now: a correction instead of what it corrects, what was taken back not at all."""
    last: dict[tuple[str, str | int], str] = {}
    for event in said:
        match event:
            case e.NoteAdded() | e.NoteChanged():
                last["note", event.note] = event.words
            case e.NoteRemoved():
                last.pop(("note", event.note), None)
            case e.IncidentUpdated() if event.source:
                last["update", event.source] = event.message
            case e.UpdateCorrected():
                last["update", event.source] = event.message
            case e.UpdateWithdrawn():
                last.pop(("update", event.source), None)
            case e.TaskAdded() | e.TaskChanged():
                last["task", event.task] = event.title
            case _:
                yield from _words_of(event)
    yield from last.values()


def _words_of(event: e.Event) -> Iterable[str]:
    """Give what somebody said that is never corrected."""
    match event:
        case e.IncidentUpdated():
            return event.message, event.reason
        case e.IncidentClosed():
            return event.message, event.reference, event.waiver
        case e.IncidentReopened():
            return (event.justification,)
        case e.RoleGiven():
            return (event.words,)
    return ()
