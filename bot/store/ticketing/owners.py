"""Whose a ticket is."""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.incident import Status
from bot.domain.ticketing import REHEARSED
from bot.store import tables

AFTERWARDS = timedelta(days=90)
"""How long the tickets of what is closed matter because of its open tasks."""

_Row = tables.Ticket


def by_id(system: str, source_id: str) -> int | None:
    """Give the id of the incident that a ticket belongs to, by its id there."""
    return _owner((_Row.system == system) & (_Row.source_id == source_id)) if source_id else None


def by_key(system: str, key: str) -> int | None:
    """Give it by how people there call the ticket."""
    return _owner((_Row.system == system) & (_Row.key == key)) if key else None


def ours(system: str, source_ids: list[str]) -> set[str]:
    """Give those of these ids that belong to something here."""
    return {row.source_id for row in _Row.select().where(_there(system) & _Row.source_id.in_(source_ids))}


def projects(system: str) -> set[str]:
    """Give the keys of the projects in which there are tickets of ours."""
    return {row.key.rpartition("-")[0] for row in _Row.select(_Row.key).where(_there(system))}


def live(system: str, now: datetime) -> list[int]:
    """Give the ids of those that have a ticket there and go on: not closed, or lately with open tasks."""
    rows = _Row.select(_Row.incident).where(_lives(system, now)).distinct()
    return sorted(row.incident for row in rows)


def ids_of_live(system: str, now: datetime) -> set[str]:
    """Give the ids there of the tickets of those."""
    return {row.source_id for row in _Row.select(_Row.source_id).where(_lives(system, now))}


def _lives(system: str, now: datetime) -> Any:
    there = tables.Incident
    undone = tables.Task.select(tables.Task.incident).where(tables.Task.done_at.is_null())
    goes_on = (there.status != Status.CLOSED) | ((there.closed_at >= now - AFTERWARDS) & there.id.in_(undone))
    return _there(system) & _Row.incident.in_(there.select(there.id).where(goes_on))


def _there(system: str) -> Any:
    """Those of drills are nowhere."""
    is_real = ~_Row.source_id.startswith(REHEARSED)
    return (_Row.system == system) & (_Row.source_id != "") & is_real


def _owner(condition: Any) -> int | None:
    row = _Row.get_or_none(condition)
    return row.incident if row else None
