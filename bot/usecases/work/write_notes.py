"""Put words on the timeline, correct them, take them away."""

from datetime import datetime
from functools import partial
from uuid import uuid4

from bot.domain.incident import Act, Change, Incident
from bot.domain.taxonomy import Taxonomy
from bot.domain.timeline import notes
from bot.domain.timeline.present import KINDS, Heard
from bot.store import timeline
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def add_note(
    unit: Unit, number: int, words: str, moment: datetime | None, *, by: str, press: str = ""
) -> Incident:
    """moment: when it was, None for now. Raises UserError with a sentence per field for what cannot be."""
    name = f"typed/{uuid4().hex}"

    def rule(incident: Incident, _: Taxonomy, act: Act) -> Change:
        return notes.add_note(incident, name, words, moment or act.at, act)

    return work_on(unit, number, rule, by=by, press=press)


def add_message(unit: Unit, number: int, heard: Heard, *, by: str, press: str = "") -> Incident:
    """Put a message on the timeline whose words are known."""
    return work_on(unit, number, partial(_add_message, heard), by=by, press=press)


def change_note(unit: Unit, number: int, note: str, words: str, *, by: str, press: str = "") -> Incident:
    return work_on(unit, number, partial(_change, note, words), by=by, press=press)


def remove_note(unit: Unit, number: int, note: str, *, by: str, press: str = "") -> Incident:
    return work_on(unit, number, partial(_remove, note), by=by, press=press)


def _add_message(heard: Heard, incident: Incident, _: Taxonomy, act: Act) -> Change:
    return notes.add_message(incident, timeline.of(incident.id, *KINDS), heard, act)


def _change(note: str, words: str, incident: Incident, _: Taxonomy, act: Act) -> Change:
    return notes.change_note(incident, timeline.of(incident.id, *KINDS), note, words, act)


def _remove(note: str, incident: Incident, _: Taxonomy, act: Act) -> Change:
    return notes.remove_note(incident, timeline.of(incident.id, *KINDS), note, act)
