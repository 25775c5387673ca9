"""The incidents that keep people from deploying."""

from bot.domain.incident import ACTIVE, Incident
from bot.domain.rules.freezing import freezes, worst
from bot.store import incidents, tables, taxonomy
from bot.store.find import drills


def now() -> list[Incident]:
    """Give them, the oldest first."""
    words = taxonomy.load()
    urgent = tables.Incident.priority.in_(worst(words)) & tables.Incident.status.in_(ACTIVE)
    rows = tables.Incident.select().where(urgent & drills.real()).order_by(tables.Incident.id)
    return [incident for incident in incidents.several(rows) if freezes(incident, words)]
