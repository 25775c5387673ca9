"""Whether an incident follows what happens elsewhere: not where that changes it too often."""

from bot.domain.events import SyncResumed
from bot.domain.incident import Act, Change, Incident
from bot.domain.paging import breaker
from bot.domain.taxonomy import Taxonomy
from bot.store import timeline
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def brake(unit: Unit, incident: Incident) -> Incident:
    """Stop following where it has changed by itself too often, since somebody last let it go on."""
    resumed = timeline.last(incident.id, SyncResumed)
    since = max(unit.now - breaker.WITHIN, resumed or incident.opened_at)
    times = timeline.changed_by_itself(incident.id, breaker.COUNTED, since)
    change = breaker.halt(incident, times, unit.act())
    return unit.keep(change) if change.events else incident


def resume_sync(unit: Unit, number: int, *, by: str, press: str) -> Incident:
    """Raise UserError where it follows already, or they may not work on it."""

    def rule(incident: Incident, _: Taxonomy, act: Act) -> Change:
        return breaker.resume(incident, act)

    return work_on(unit, number, rule, by=by, press=press)
