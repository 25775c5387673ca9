"""What people add to the timeline: words of their own, and messages."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.errors import UserError
from bot.domain.events import Event, MessageMarked, MessageUnmarked, NoteAdded, NoteChanged, NoteRemoved
from bot.domain.incident import Act, Change, Incident
from bot.domain.timeline.present import Heard, Note, present

LONGEST = 3000


def add_note(incident: Incident, note: str, words: str, moment: datetime, act: Act) -> Change:
    """Put somebody's own words on the timeline, at their own time.

    Raises UserError with a sentence per field where there are none, or where that cannot be.
    """
    if not words.strip():
        sentence = "Write what happened: the note is empty."
        raise UserError(sentence, {"words": sentence})
    if moment > act.at:
        sentence = "That lies in the future: the timeline holds what has been."
        raise UserError(sentence, {"moment": sentence})
    if moment < incident.earliest:
        sentence = f"That lies more than ten years before {incident.ref} began: give a later moment."
        raise UserError(sentence, {"moment": sentence})
    if len(words.strip()) > LONGEST:
        sentence = f"Write at most {LONGEST} characters: {len(words.strip()) - LONGEST} too many."
        raise UserError(sentence, {"words": sentence})
    event = NoteAdded(act.at, act.by, note=note, words=words.strip(), moment=moment, author=act.by)
    return Change(incident, (event,))


def change_note(incident: Incident, history: Iterable[Event], note: str, words: str, act: Act) -> Change:
    """Correct it: the timeline shows the new words, and who wrote which."""
    there = _there(history, note)
    if not words.strip():
        sentence = "Write what happened, or take the note away."
        raise UserError(sentence, {"words": sentence})
    if words.strip() == there.words:
        return Change(incident, ())
    return Change(incident, (NoteChanged(act.at, act.by, note=note, words=words.strip()[:LONGEST]),))


def remove_note(incident: Incident, history: Iterable[Event], note: str, act: Act) -> Change:
    """Take it from the timeline; that it was there stays on record."""
    _there(history, note)
    return Change(incident, (NoteRemoved(act.at, act.by, note=note),))


def add_message(incident: Incident, history: Iterable[Event], heard: Heard, act: Act) -> Change:
    """Put a message on the timeline at once. Raises UserError where it is there already."""
    if present(history).get(heard.note, Note(heard.note)).added:
        raise UserError(f"That message is on the timeline of {incident.ref} already.")
    return Change(incident, (_added(heard, act),))


def mark(incident: Incident, history: Iterable[Event], note: str, act: Act) -> Change:
    """Somebody wants a message there: it is read for the first one, the others are remembered.

    One that words were taken out of says them still, and is not read again.
    """
    there = present(history).get(note, Note(note))
    if act.by in there.marks or there.redacted:
        return Change(incident, ())
    return Change(incident, (MessageMarked(act.at, act.by, note=note, asks=not there.is_followed),))


def unmark(incident: Incident, history: Iterable[Event], note: str, act: Act) -> Change:
    """It goes with the last one who wants it there."""
    there = present(history).get(note, Note(note))
    if act.by not in there.marks:
        return Change(incident, ())
    events: list[Event] = [MessageUnmarked(act.at, act.by, note=note)]
    if there.added and set(there.marks) == {act.by}:
        events.append(NoteRemoved(act.at, act.by, note=note))
    return Change(incident, tuple(events))


def hear(incident: Incident, history: Iterable[Event], heard: Heard, act: Act) -> Change:
    """A marked message was read: it is there, unless nobody wants that any more, or it is gone."""
    there = present(history).get(heard.note, Note(heard.note))
    if there.added or not there.marks:
        return Change(incident, ())
    if heard.gone:
        return Change(incident, (NoteRemoved(act.at, act.by, note=heard.note),))
    marker = act.by if act.by in there.marks else there.marks[0]
    return Change(incident, (_added(heard, Act(marker, act.at)),))


def follow_edit(incident: Incident, history: Iterable[Event], note: str, words: str, act: Act) -> Change:
    """Its author wrote it anew in Slack."""
    there = present(history).get(note, Note(note))
    if not there.is_followed or there.redacted or there.words == words[:LONGEST]:
        return Change(incident, ())
    return Change(incident, (NoteChanged(act.at, act.by, note=note, words=words[:LONGEST]),))


def follow_deletion(incident: Incident, history: Iterable[Event], note: str, act: Act) -> Change:
    """Somebody deleted it in Slack."""
    if not present(history).get(note, Note(note)).is_followed:
        return Change(incident, ())
    return Change(incident, (NoteRemoved(act.at, act.by, note=note),))


def _added(heard: Heard, act: Act) -> NoteAdded:
    said = heard.words.strip()[:LONGEST]
    moment = heard.moment or act.at
    return NoteAdded(
        act.at, act.by, note=heard.note, words=said, moment=moment, author=heard.author, url=heard.url
    )


def _there(history: Iterable[Event], note: str) -> Note:
    there = present(history).get(note, Note(note))
    if there.added is None:
        raise UserError("Somebody has taken that note away in the meantime. Open the timeline again.")
    return there
