"""Let somebody into the incident's channel."""

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.rules.links import join
from bot.store.queues import presses
from bot.usecases.unit import Unit


def join_incident(unit: Unit, incident_id: int, *, by: str, press: str) -> Incident:
    """Invite the one who asks, also after having left. Raises UserError for an incident that is unknown."""
    incident = unit.take(incident_id)
    if incident is None:
        raise UserError(f"There is no inc-{incident_id}. `list` shows the active ones.")
    if presses.answer(press):
        return incident
    presses.keep(press, {"incident": incident_id}, unit.now)
    return unit.keep(join(incident, unit.act(by)))
