"""Tickets of incidents that turned out to be the same."""

from bot.domain.events import MergeReceived
from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing.duplicates import Duplicate, duplicate
from bot.store import incidents, timeline


def of(incident: Incident, taxonomy: Taxonomy, system: str) -> list[Duplicate]:
    """Give the pairs there of which one is this incident's ticket."""
    into = incidents.get(incident.merged_into) if incident.merged_into else None
    found = [duplicate(incident, into, taxonomy)] if into else []
    for _, event in timeline.numbered(incident.id, MergeReceived):
        assert isinstance(event, MergeReceived)
        merged = incidents.get(event.merged)
        found += [duplicate(merged, incident, taxonomy)] if merged else []
    return [one for one in found if one and one.ticket.system == system]


def hidden(incident: Incident, taxonomy: Taxonomy, system: str) -> list[Duplicate]:
    """Give those of which others must not know that they are the same."""
    return [one for one in of(incident, taxonomy, system) if one.hidden]
