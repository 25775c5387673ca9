"""What began elsewhere in the last minutes, and what of it waits until somebody opens it."""

from datetime import datetime
from itertools import islice
from typing import Any

from peewee import Case, fn

from bot.domain.alerts import RAISED
from bot.domain.incident import ACTIVE, Incident, LinkKind
from bot.domain.taxonomy import Taxonomy
from bot.store import incidents, tables
from bot.store.engine import locks
from bot.store.who import directory

NEWEST = 100
"""More than that never begin between three that count."""


def lock() -> None:
    """Nothing else begins elsewhere until this transaction ends."""
    locks.alone(tables.Raised)


def begun(incident: Incident, since: datetime, most: int) -> int:
    """Count what began elsewhere since then, of those that it is told together with; up to so many."""
    row = tables.Incident
    newest = row.select(row.opened_at, row.draft, row.private, row.category).order_by(row.id.desc())
    found = (
        one.draft.startswith(RAISED) and one.opened_at >= since and _is_with(incident, one)
        for one in newest.limit(NEWEST)
    )
    return sum(islice(filter(None, found), most))


def can_be_told(incident: Incident) -> bool:
    """Tell whether there is a channel in which people would see that it waits, or soon will be one."""
    if not incident.private and directory.tagged("tech_incidents") != "":
        return True
    category = incident.category if incident.private else ""
    there = tables.Incident.status.in_(ACTIVE) & ~tables.Incident.braked & _of(category) & _raised()
    return bool(tables.Incident.select().where(there).exists())


def waiting(category: str, limit: int, upto: int = 0) -> list[Incident]:
    """Give what waits, the oldest first: the private ones of a category, or all public ones."""
    rows = _waiting(category)
    if upto:
        rows = rows.where(tables.Incident.id <= upto)
    return incidents.several(rows.order_by(tables.Incident.id).limit(limit))


def count(category: str, upto: int = 0) -> int:
    rows = _waiting(category)
    return int((rows.where(tables.Incident.id <= upto) if upto else rows).count())


def listed(category: str, taxonomy: Taxonomy, limit: int) -> list[Incident]:
    """Give the same, the worst first."""
    ranks = [(one.key, one.rank) for one in taxonomy.priorities.values()]
    worst = Case(tables.Incident.priority, ranks, len(ranks) + 1)
    return incidents.several(_waiting(category).order_by(worst, tables.Incident.id).limit(limit))


def last(category: str) -> int:
    """Give the number of the last one that waits; 0 where none does."""
    return int(_waiting(category).select(fn.MAX(tables.Incident.id)).scalar() or 0)


def with_channel(category: str, limit: int) -> list[Incident]:
    """Give the last that began elsewhere and have channels: what waits may belong to one."""
    row = tables.Incident
    there = row.status.in_(ACTIVE) & ~row.braked & _of(category) & _raised()
    rows = row.select(row).join(tables.Link).where(there & (tables.Link.kind == LinkKind.CHANNEL))
    return incidents.several(rows.order_by(row.id.desc()).limit(limit))[::-1]


def _waiting(category: str) -> Any:
    row = tables.Incident
    return row.select().where(row.braked & row.status.in_(ACTIVE) & _of(category))


def _raised() -> Any:
    draft = tables.Incident.draft
    first, *others = (draft.startswith(prefix) for prefix in RAISED)
    for other in others:
        first |= other
    return first


def _of(category: str) -> Any:
    row = tables.Incident
    return (row.private & (row.category == category)) if category else ~row.private


def _is_with(incident: Incident, row: Any) -> bool:
    if incident.private != row.private:
        return False
    return not incident.private or incident.category == row.category
