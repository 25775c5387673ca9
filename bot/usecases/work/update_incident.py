"""Tell what is new about an incident, and change what is known."""

from functools import partial

from bot.domain.incident import Act, Change, Incident
from bot.domain.own_fields import Values
from bot.domain.own_fields.filling import fill_in
from bot.domain.rules import closing, updating
from bot.domain.rules.updating import Update
from bot.domain.taxonomy import Taxonomy
from bot.store import timeline
from bot.usecases.called_for import call_for
from bot.usecases.postmortem.write_postmortem import postmortem_if_due
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def update_incident(unit: Unit, number: int, wish: Update, *, by: str, press: str = "") -> Incident:
    """Raise UserError with a sentence per field for what cannot be. Only what raises or moves it pages."""
    incident = work_on(unit, number, partial(_update, wish), by=by, press=press)
    if wish.priority or wish.category:
        incident = call_for(unit, incident, by=by)
    return postmortem_if_due(unit, incident) if wish.status or wish.priority else incident


def edit_incident(
    unit: Unit, number: int, wish: Update, fields: Values | None = None, *, by: str, press: str = ""
) -> Incident:
    """Change what is known of it; worse impacts raise the priority. fields: the organisation's own."""

    def rule(incident: Incident, words: Taxonomy, act: Act) -> Change:
        return updating.edit(incident, wish, words, act, fields)

    incident = work_on(unit, number, rule, by=by, press=press)
    return call_for(unit, incident, by=by) if wish.impacts or wish.category else incident


def fill_fields(unit: Unit, number: int, fields: Values, *, by: str, press: str = "") -> Incident:
    """Say what the organisation's own fields are to say. Raises UserError with a sentence per field."""

    def rule(incident: Incident, words: Taxonomy, act: Act) -> Change:
        return fill_in(incident, fields, words, act)

    return work_on(unit, number, rule, by=by, press=press)


def repeat_update(unit: Unit, number: int, *, by: str, press: str = "") -> Incident:
    """Tell that nothing changed, and when more will be told."""
    return work_on(unit, number, updating.same_as_before, by=by, press=press)


def _update(wish: Update, incident: Incident, words: Taxonomy, act: Act) -> Change:
    due = closing.postmortem_due(incident, timeline.of(incident.id), words, act.at)
    return updating.update(incident, wish, words, act, postmortem_due=due)
