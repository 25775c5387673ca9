"""Alertmanager tells of a group of alerts: it begins an incident, gets worse, is over, or is there again."""

from dataclasses import dataclass

from bot.domain.alerts import is_touched
from bot.domain.alerts.reading import Group, asks_for_more, form_of, worst_of
from bot.domain.events import AlertFired, AlertResolved
from bot.domain.incident import ACTIVE, Change, Incident
from bot.domain.policy import Deed
from bot.domain.rules import closing, updating
from bot.domain.rules.closing import Ending
from bot.domain.rules.updating import Update
from bot.domain.taxonomy import Priority, Taxonomy
from bot.domain.tokens import name_of
from bot.store import taxonomy, timeline
from bot.store.api import keys
from bot.store.api.keys import Raised
from bot.usecases.alerts.raising import going_on, raise_incident
from bot.usecases.called_for import call_for
from bot.usecases.finish.end_channel import let_expire
from bot.usecases.unit import Unit

WORSE = "Its alerts have become worse."
BY_ITSELF = "Its alerts were resolved before anybody had begun to work on it."


@dataclass(frozen=True)
class Heard:
    """`incident`: None where nothing here is about it and none is wanted. `is_new`: it began so."""

    incident: Incident | None
    is_new: bool = False


def hear_alerts(unit: Unit, group: Group, *, by: str) -> Heard:
    """Raise UserError where the token may not tell of alerts."""
    raised = going_on(group.key, by=by, deed=Deed.RAISE)
    if raised:
        return Heard(_again(unit, raised, group, by) if group.firing else _over(unit, raised, group, by))
    words = taxonomy.load()
    form = form_of(group, words)
    if form is None:
        return Heard(None)
    return Heard(raise_incident(unit, form, group.key, words, by=by), is_new=True)


def _again(unit: Unit, raised: Raised, group: Group, by: str) -> Incident:
    """What fires still is no news; what was over and fires again is, and so is what became worse."""
    incident = unit.take(raised.incident.id)
    assert incident
    if raised.resolved:
        keys.say(name_of(by), group.key, resolved=False)
        incident = unit.keep(Change(incident, (AlertFired(unit.now, by),)))
    words = taxonomy.load()
    if not asks_for_more(group, raised.asked, words):
        return incident
    worst = worst_of(group, words)
    assert worst
    keys.say(name_of(by), group.key, asked=worst.key)
    return _raised(unit, incident, worst, words, by)


def _raised(unit: Unit, incident: Incident, worst: Priority, words: Taxonomy, by: str) -> Incident:
    """Once for each time that it got worse: what people make of the priority afterwards stays."""
    if incident.status not in ACTIVE or words.priorities[incident.priority].rank <= worst.rank:
        return incident
    wish = Update(priority=worst.key, message=WORSE)
    incident = unit.keep(updating.update(incident, wish, words, unit.act(by)))
    return call_for(unit, incident, by=by)


def _over(unit: Unit, raised: Raised, group: Group, by: str) -> Incident:
    """Nothing outside ends what somebody works on: they are asked, once.

    Of what was merged into another one that is only noted: the other one may be there for more than this.
    What was left out may fire on: Alertmanager looks only at what it tells.
    """
    incident = unit.take(raised.incident.id)
    assert incident
    if raised.resolved or group.left_out:
        return incident
    keys.say(name_of(by), group.key, resolved=True)
    if raised.merged:
        return incident
    act, told = unit.act(by), AlertResolved(unit.now, by)
    if is_touched(incident, timeline.of(incident.id)):
        return unit.keep(Change(incident, (told,)))
    closed = closing.close(incident, Ending(message=BY_ITSELF), (), taxonomy.load(), act)
    kept = unit.keep(closed)
    let_expire(kept, unit.now)
    return kept
