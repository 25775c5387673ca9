"""The timeline: events in the order in which they happened."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from peewee import fn

from bot.domain.events import KINDS, Event, PersonJoining
from bot.store import tables


def append(incident: int, event: Event) -> int:
    """Keep an event, and give its id."""
    said = _payload(event)
    row = {"incident": incident, "kind": type(event).__name__, "at": event.at, "by": event.by, "said": said}
    return int(tables.Event.insert(row).execute())


def redact(number: int, event: Event) -> None:
    """Keep it without the words that were taken out of it: the only change that there ever is."""
    tables.Event.update(said=_payload(event)).where(tables.Event.id == number).execute()


def get(number: int) -> Event:
    return _event(tables.Event.get_by_id(number))


def of(incident: int, *kinds: type[Event]) -> list[Event]:
    """Give all events of an incident, or those of some kinds, the oldest first."""
    return [event for _, event in numbered(incident, *kinds)]


def numbered(incident: int, *kinds: type[Event]) -> list[tuple[int, Event]]:
    """Give the same with their ids."""
    rows = tables.Event.select().where(tables.Event.incident == incident).order_by(tables.Event.id)
    if kinds:
        rows = rows.where(tables.Event.kind.in_([kind.__name__ for kind in kinds]))
    return [(row.id, _event(row)) for row in rows]


def newest(incident: int, kind: type[Event]) -> int:
    """Give the id of the last one of this kind."""
    found = (tables.Event.incident == incident) & (tables.Event.kind == kind.__name__)
    return int(tables.Event.select(fn.MAX(tables.Event.id)).where(found).scalar())


def changed_by_itself(incident: int, kinds: Iterable[type[Event]], since: datetime) -> int:
    """Count the times at which it changed in one of these ways and nobody did it."""
    counted = (
        (tables.Event.incident == incident)
        & tables.Event.kind.in_([kind.__name__ for kind in kinds])
        & (tables.Event.by == "")
        & (tables.Event.at > since)
    )
    return int(tables.Event.select(tables.Event.at).where(counted).distinct().count())


def reach(incident: int) -> int:
    """Give the id of the last thing that happened to it."""
    found = tables.Event.select(fn.MAX(tables.Event.id)).where(tables.Event.incident == incident)
    return int(found.scalar() or 0)


def last(incident: int, kind: type[Event]) -> datetime | None:
    """Give when something of this kind happened last."""
    found = (tables.Event.incident == incident) & (tables.Event.kind == kind.__name__)
    row = tables.Event.select(tables.Event.at).where(found).order_by(tables.Event.id.desc()).first()
    return row.at if row else None


def asked_to_join(incident: int) -> tuple[str, ...]:
    """Give the people who asked to be let in."""
    asked = (tables.Event.incident == incident) & (tables.Event.kind == PersonJoining.__name__)
    return tuple(row.by for row in tables.Event.select(tables.Event.by).where(asked).distinct())


def _event(row: tables.Event) -> Event:
    """Read one; what a later version wrote besides is left out."""
    kind = KINDS[row.kind]
    types = {field.name: field.type for field in fields(kind)}
    said = {name: _read(value, types[name]) for name, value in row.said.items() if name in types}
    return kind(at=row.at, by=row.by, **said)


def _payload(event: Event) -> dict[str, Any]:
    return {name: _said(value) for name, value in vars(event).items() if name not in {"at", "by"}}


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _read(value: Any, kind: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    is_moment = kind in (datetime, datetime | None) and value is not None
    return datetime.fromisoformat(value) if is_moment else value
