"""Whom an incident pages by itself, said before somebody lets it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.board import Callout
from bot.domain.events import PageMoved
from bot.domain.incident import Act, Incident
from bot.domain.paging import asking
from bot.domain.taxonomy import Taxonomy
from bot.store import timeline
from bot.store.oncall import rosters


def callout(incident: Incident, words: Taxonomy, now: datetime) -> Callout | None:
    """Say whom it would page by itself."""
    service = asking.usual_service(incident, words)
    if not service or not asking.asks_by_itself(incident, words, now):
        return None
    levels = rosters.of_service(service, now)
    people = tuple(duty.now.name for duty in levels[0].duties) if levels else ()
    as_of = rosters.as_of(now, service)
    is_declinable = words.priorities[incident.priority].paging == asking.OFF_HOURS
    return Callout(service, people, is_declinable, as_of.read_at if as_of.stale else None)


def callout_as(
    incident: Incident, priority: str, category: str, words: Taxonomy, now: datetime
) -> Callout | None:
    """Say whom it pages as soon as it has this priority and category; None where that is nobody new."""
    would_be = replace(incident, priority=priority, category=category)
    if incident.drill or incident.braked:
        return None
    due = asking.ask_if_due(would_be, words, Act("", now), left=moved_away(incident))
    return callout(would_be, words, now) if due.events else None


def moved_away(incident: Incident) -> set[str]:
    """Give the services of which somebody moved its pages to others."""
    moved = timeline.of(incident.id, PageMoved) if incident.pages else []
    return {one.was for one in moved if isinstance(one, PageMoved)}
