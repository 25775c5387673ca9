"""What Firebell will ask for or do by itself, and when: rows, so that no restart forgets them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.incident import Incident
from bot.domain.rules import reminders
from bot.domain.rules.reminders import Ask, Facts
from bot.store import tables, taxonomy, timeline


@dataclass(frozen=True)
class Due:
    """`count`: how often in a row it has come up already."""

    incident: int
    kind: str
    due_at: datetime
    count: int = 0


def put(due: Due) -> None:
    """Write it, instead of what was due of this kind."""
    fields = [tables.Due.due_at, tables.Due.count]
    tables.Due.insert(vars(due)).on_conflict(
        conflict_target=[tables.Due.incident, tables.Due.kind], preserve=fields
    ).execute()


def get(incident: int, kind: str) -> Due | None:
    """Give what is to come up, whenever that is."""
    rows = tables.Due.select().where((tables.Due.incident == incident) & (tables.Due.kind == kind))
    return next((_due(row) for row in rows.limit(1)), None)


def drop(incident: int, kind: str) -> None:
    tables.Due.delete().where((tables.Due.incident == incident) & (tables.Due.kind == kind)).execute()


def asks(incident: Incident, now: datetime) -> dict[str, Ask]:
    """Give what people are to be asked for, by its kind."""
    history = tuple(timeline.of(incident.id, *reminders.HISTORY))
    return reminders.plan(Facts(incident, history, taxonomy.load(), now))


def plan(incident: Incident, now: datetime) -> None:
    """Make the rows equal to what people are to be asked for."""
    wanted = asks(incident, now)
    gone = tables.Due.kind.in_(reminders.KINDS) & tables.Due.kind.not_in(list(wanted))
    tables.Due.delete().where((tables.Due.incident == incident.id) & gone).execute()
    for ask in wanted.values():
        put(Due(incident.id, ask.kind, ask.due_at, ask.count))


def due(now: datetime, kinds: Iterable[str], limit: int) -> list[Due]:
    """Give what is due by now, the longest due first."""
    rows = tables.Due.select().where((tables.Due.due_at <= now) & tables.Due.kind.in_(list(kinds)))
    return [_due(row) for row in rows.order_by(tables.Due.due_at, tables.Due.incident).limit(limit)]


def still_due(one: Due, now: datetime) -> bool:
    """Tell whether nobody has dealt with it since it was read; ask while the incident is taken."""
    same = (tables.Due.incident == one.incident) & (tables.Due.kind == one.kind)
    return bool(tables.Due.select().where(same & (tables.Due.due_at <= now)).exists())


def _due(row: Any) -> Due:
    return Due(row.incident_id, row.kind, row.due_at, row.count)
