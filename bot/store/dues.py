"""What Firebell will ask for or do by itself, and when: rows, so that no restart forgets them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.events import Event
from bot.domain.incident import Incident
from bot.domain.rules import reminders
from bot.domain.rules.reminders import Ask, Facts
from bot.store import tables, taxonomy, timeline
from bot.store.engine.statement import Statement, upsert


@dataclass(frozen=True)
class Due:
    """`count`: how often in a row it has come up already."""

    incident: int
    kind: str
    due_at: datetime
    count: int = 0


_D = tables.Due
_PUT = upsert((_D.incident, _D.kind), _D.due_at, _D.count)
_DROP = Statement(lambda incident, kind: _D.delete().where((_D.incident == incident) & (_D.kind == kind)))


def put(due: Due) -> None:
    """Write it, instead of what was due of this kind."""
    _PUT.run(due.incident, due.kind, due.due_at, due.count)


def get(incident: int, kind: str) -> Due | None:
    """Give what is to come up, whenever that is."""
    rows = tables.Due.select().where((tables.Due.incident == incident) & (tables.Due.kind == kind))
    return next((_due(row) for row in rows.limit(1)), None)


def drop(incident: int, kind: str) -> None:
    _DROP.run(incident, kind)


def asks(incident: Incident, now: datetime) -> dict[str, Ask]:
    """Give what people are to be asked for, by its kind."""
    return _asks(incident, timeline.of(incident.id, *reminders.HISTORY), now)


def _asks(incident: Incident, history: Iterable[Event], now: datetime) -> dict[str, Ask]:
    return reminders.plan(Facts(incident, tuple(history), taxonomy.load(), now))


def plan(incident: Incident, now: datetime, known: Iterable[Event] | None = None) -> None:
    """Make the rows equal to what people are to be asked for.

    known: all that has happened to it, where it has just begun and has no rows.
    """
    if known is None:
        wanted = asks(incident, now)
        _DROP.each((incident.id, kind) for kind in reminders.KINDS if kind not in wanted)
    else:
        wanted = _asks(incident, (event for event in known if isinstance(event, reminders.HISTORY)), now)
    _PUT.each((incident.id, ask.kind, ask.due_at, ask.count) for ask in wanted.values())


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
