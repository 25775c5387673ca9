"""Let somebody into the incident's channel."""

from bot.domain.incident import Incident
from bot.domain.policy import Deed
from bot.domain.rules.links import join
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def join_incident(unit: Unit, incident_id: int, *, by: str, press: str) -> Incident:
    """Invite the one who asks, also after having left. Raises UserError for one that they may not see."""
    return work_on(
        unit, incident_id, lambda incident, _, act: join(incident, act), by=by, press=press, deed=Deed.SEE
    )
