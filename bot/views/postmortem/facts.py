"""What happened, as a post-mortem tells it: a line for each thing, with when it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain import events as e
from bot.domain.documents import Anchor, At, Plain, Strong, Words
from bot.domain.events import Event
from bot.domain.postmortem.material import Material
from bot.views.documents import slack
from bot.views.timeline.entries import Entry, entries
from bot.views.work.happenings import SENTENCES, author, one_line

TOLD: tuple[type[Event], ...] = (
    e.IncidentOpened,
    e.IncidentUpdated,
    e.IncidentClosed,
    e.IncidentReopened,
    e.IncidentMerged,
    e.MergeReceived,
    e.RoleGiven,
    e.NoteAdded,
    e.SosSent,
    e.PageAccepted,
    e.PageAcknowledged,
    e.PageUnanswered,
    e.PageEscalated,
    e.PageResolved,
)
"""What stands in its timeline."""

ELSEWHERE: tuple[type[Event], ...] = (
    e.KeyEventSet,
    e.FieldSet,
    e.TaskAdded,
    e.TaskChanged,
    e.NoteChanged,
    e.NoteRemoved,
    e.UpdateCorrected,
    e.UpdateWithdrawn,
)
"""What changes other parts of it, and is told by itself only where it came too late for these."""

MATTERS = (*(kind for kind in TOLD if kind is not e.IncidentOpened), *ELSEWHERE, e.TextRedacted)
"""What can make one say something else than it does; before an incident is opened it has none."""


@dataclass(frozen=True)
class Fact:
    """`number`: the event's."""

    number: int
    at: datetime
    said: Words


def timeline(material: Material) -> list[Fact]:
    """Give all that stands in the timeline, in the order in which it was."""
    return [fact for entry, fact in _facts(material) if isinstance(entry.event, TOLD)]


def late(material: Material, after: int) -> list[Fact]:
    """Give what came after an event, in the order in which it was."""
    return [fact for entry, fact in _facts(material) if fact.number > after and not _is_idle(entry.event)]


def line(fact: Fact, day: datetime | None = None) -> Words:
    """Say when it was and what. day: the one on which all began, which need not be named again."""
    same = day is not None and fact.at.date() == day.date()
    return (At(fact.at, dated=not same), Plain(" "), *fact.said)


def _facts(material: Material) -> Iterable[tuple[Entry, Fact]]:
    numbers = [number for number, _ in material.history]
    for entry in entries(event for _, event in material.history):
        if isinstance(entry.event, TOLD):
            yield entry, Fact(numbers[entry.number], entry.at, _said(entry))
    for number, event in material.history:
        if isinstance(event, ELSEWHERE):
            yield Entry(event.at, event), Fact(number, event.at, slack.read(SENTENCES[type(event)](event)))


def _said(entry: Entry) -> Words:
    """A note is told whole, and leads to the message that it is."""
    event = entry.event
    if entry.note is None or not isinstance(event, e.NoteAdded):
        return slack.read(SENTENCES[type(event)](event))
    written = author(event.author)
    who = slack.read(written) if written.startswith("<") else (Strong(one_line(event.author)),)
    words = (*who, Plain(f": {one_line(entry.note.words)}"))
    return (*words, Plain(" "), Anchor("message", event.url)) if event.url else words


def _is_idle(event: Event) -> bool:
    """What a status filled in says no more than the status."""
    return isinstance(event, e.KeyEventSet) and event.automatic
