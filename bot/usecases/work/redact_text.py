"""Take words out of an incident, wherever they stand: here at once, elsewhere by effects."""

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.events import NoteAdded, TextRedacted
from bot.domain.incident import Incident
from bot.domain.policy import Deed
from bot.domain.redacting.rule import Found, Record, find, redact
from bot.domain.redacting.texts import of_event
from bot.domain.redacting.words import without
from bot.domain.settings.difference import Difference
from bot.domain.timeline.present import present
from bot.store import tasks, taxonomy, timeline, visible
from bot.store.personal import quoting
from bot.store.postmortem import papers
from bot.store.queues import presses, redactions
from bot.store.running import jobs
from bot.store.settings import audit
from bot.store.who import standings
from bot.usecases.unit import Unit
from bot.usecases.working import take_visible
from bot.views.settings.history import REDACTED

TIDYING = "forget old"
"""The job that lets the search index forget too."""


def where_it_stands(number: int, words: str, *, by: str) -> tuple[Incident, Found | None]:
    """Say what would go; None where no words are given yet. Raises UserError where they may not know."""
    incident = visible.incident(number, by)
    if incident is None:
        raise UserError(policy.hidden(number))
    policy.must(standings.of(by, incident), Deed.REDACT, incident)
    return incident, find(_record(incident), words) if words else None


def words_of(number: int, entry: int, *, by: str) -> str:
    """Give the most that somebody typed in one entry of the timeline, by its place among all.

    Raises UserError where they may not know.
    """
    incident, _ = where_it_stands(number, "", by=by)
    history = timeline.of(incident.id)
    if entry >= len(history):
        return ""
    event = history[entry]
    note = present(history).get(event.note) if isinstance(event, NoteAdded) else None
    return (note.words if note else "") or next(iter(of_event(event)), "")


def redact_text(unit: Unit, number: int, words: str, *, by: str, press: str) -> Incident:
    """Raise UserError where they may not, or where there is nothing to take out.

    The events keep their order and all else that they say; what was taken out is written down nowhere.
    """
    incident = take_visible(unit, number, by=by, press=press)
    if presses.answer(press):
        return incident
    policy.must(standings.of(by, incident), Deed.REDACT, incident)
    found, change = redact(_record(incident), words, unit.act(by))
    for event_id, event in found.events.items():
        timeline.redact(event_id, event)
    for task in found.tasks:
        tasks.save(task)
    quoting.clean(incident, lambda text: without(text, words))
    papers.clean(number, lambda text: without(text, words), unit.now)
    kept = unit.keep(change)
    redactions.keep(timeline.newest(number, TextRedacted), words, unit.now)
    audit.add(by, unit.now, [Difference(REDACTED, kept.ref, None, {"entries": len(found.events)})])
    jobs.ask(TIDYING)
    presses.keep(press, {"incident": number}, unit.now)
    return kept


def _record(incident: Incident) -> Record:
    own = taxonomy.load().fields
    paper = papers.text(incident.id)
    return Record(incident, timeline.numbered(incident.id), tasks.of(incident.id), own, paper)
