"""What keeps an incident from being closed, as one person may deal with it."""

from datetime import datetime

from bot.domain.gate import Gate
from bot.domain.incident import Incident
from bot.domain.policy import Deed, why_not
from bot.domain.rules.closing import missing
from bot.store import taxonomy, timeline, visible
from bot.store.who import standings


def of(incident: Incident, person: str, now: datetime) -> Gate:
    words = taxonomy.load()
    return Gate(
        incident,
        words,
        now,
        lacks=missing(incident, timeline.of(incident.id), words, now),
        may_waive=not why_not(standings.of(person, incident), Deed.WAIVE, incident),
    )


def seen_by(number: int, person: str, now: datetime) -> Gate | None:
    """Give the gate of an incident that this person may see."""
    found = visible.incident(number, person)
    return of(found, person, now) if found else None
