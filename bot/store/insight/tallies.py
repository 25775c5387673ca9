"""What figures need of each incident, kept in the transaction that changes it."""

from bot.domain.incident import Incident
from bot.domain.insight.counted import counts, moments, stamp
from bot.store import tables


def save(incident: Incident) -> None:
    """Drills have none, so that nothing counts them."""
    if incident.drill:
        return
    row = tables.Tally.insert(
        incident=incident.id,
        opened=stamp(incident.opened_at),
        counts=counts(incident),
        moments=moments(incident),
    )
    kept = [tables.Tally.opened, tables.Tally.counts, tables.Tally.moments]
    row.on_conflict(conflict_target=[tables.Tally.incident], preserve=kept).execute()
