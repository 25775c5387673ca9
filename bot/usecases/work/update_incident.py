"""Tell what is new about an incident, and change what is known."""

from functools import partial

from bot.domain.incident import Act, Change, Incident
from bot.domain.rules import closing, updating
from bot.domain.rules.updating import Update
from bot.domain.taxonomy import Taxonomy
from bot.store import timeline
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def update_incident(unit: Unit, number: int, wish: Update, *, by: str, press: str = "") -> Incident:
    """Raise UserError with a sentence per field for what cannot be."""
    return work_on(unit, number, partial(_update, wish), by=by, press=press)


def edit_incident(unit: Unit, number: int, wish: Update, *, by: str, press: str = "") -> Incident:
    """Change what is known of it; worse impacts raise the priority."""

    def rule(incident: Incident, words: Taxonomy, act: Act) -> Change:
        return updating.edit(incident, wish, words, act)

    return work_on(unit, number, rule, by=by, press=press)


def repeat_update(unit: Unit, number: int, *, by: str, press: str = "") -> Incident:
    """Tell that nothing changed, and when more will be told."""
    return work_on(unit, number, updating.same_as_before, by=by, press=press)


def _update(wish: Update, incident: Incident, words: Taxonomy, act: Act) -> Change:
    due = closing.postmortem_due(incident, timeline.of(incident.id), words, act.at)
    return updating.update(incident, wish, words, act, postmortem_due=due)
