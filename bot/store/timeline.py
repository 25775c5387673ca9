"""The timeline: events in the order in which they happened."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from peewee import fn

from bot.domain.events import KINDS, Event, PeoplePaged, PersonJoining
from bot.store import tables
from bot.store.engine.statement import Statement, insert

_E = tables.Event
_SAID = (_E.kind, _E.at, _E.by, _E.said)
_APPEND = insert(_E.incident, *_SAID)
_GET = Statement(lambda number: _E.select(*_SAID).where(_E.id == number))
_LAST = Statement(
    lambda incident, kind: (
        _E.select(_E.at).where((_E.incident == incident) & (_E.kind == kind)).order_by(_E.id.desc()).limit(1)
    )
)
_WHO = Statement(
    lambda incident, kind: _E.select(_E.by).where((_E.incident == incident) & (_E.kind == kind)).distinct()
)


def append(incident: int, event: Event) -> int:
    """Keep an event, and give its id."""
    return _APPEND.add(incident, type(event).__name__, event.at, event.by, _payload(event))


def redact(number: int, event: Event) -> None:
    """Keep it without the words that were taken out of it: the only change that there ever is."""
    tables.Event.update(said=_payload(event)).where(tables.Event.id == number).execute()


def get(number: int) -> Event:
    row = _GET.row(number)
    assert row, number
    return _event(*row)


def of(incident: int, *kinds: type[Event]) -> list[Event]:
    """Give all events of an incident, or those of some kinds, the oldest first."""
    return [event for _, event in numbered(incident, *kinds)]


def numbered(incident: int, *kinds: type[Event]) -> list[tuple[int, Event]]:
    """Give the same with their ids."""
    return [(number, _event(*said)) for number, *said in _numbered(kinds).rows(incident)]


def newest(incident: int, kind: type[Event]) -> int:
    """Give the id of the last one of this kind."""
    found = (tables.Event.incident == incident) & (tables.Event.kind == kind.__name__)
    return int(tables.Event.select(fn.MAX(tables.Event.id)).where(found).scalar())


def changed_by_itself(incident: int, kinds: Iterable[type[Event]], since: datetime) -> int:
    """Count the times at which it changed in one of these ways and nobody did it."""
    return len(_by_itself(tuple(kinds)).rows(incident, since))


def reach(incident: int) -> int:
    """Give the id of the last thing that happened to it."""
    found = tables.Event.select(fn.MAX(tables.Event.id)).where(tables.Event.incident == incident)
    return int(found.scalar() or 0)


def last(incident: int, kind: type[Event]) -> datetime | None:
    """Give when something of this kind happened last."""
    found = _LAST.row(incident, kind.__name__)
    return found[0] if found else None


def asked_to_join(incident: int) -> tuple[str, ...]:
    """Give the people who asked to be let in."""
    return tuple(by for (by,) in _WHO.rows(incident, PersonJoining.__name__))


def paged_before(incident: int, number: int) -> set[str]:
    """Give whom a page called before the event of this number."""
    found = numbered(incident, PeoplePaged)
    return {
        person
        for at, event in found
        if isinstance(event, PeoplePaged) and at < number
        for person in event.people
    }


@cache
def _numbered(kinds: tuple[type[Event], ...]) -> Statement:
    named = [_E.kind.in_([kind.__name__ for kind in kinds])] if kinds else []
    return Statement(
        lambda incident: _E.select(_E.id, *_SAID).where(_E.incident == incident, *named).order_by(_E.id)
    )


@cache
def _by_itself(kinds: tuple[type[Event], ...]) -> Statement:
    these = _E.kind.in_([kind.__name__ for kind in kinds]) & (_E.by == "")
    return Statement(
        lambda incident, since: (
            _E.select(_E.at).where((_E.incident == incident) & these & (_E.at > since)).distinct()
        )
    )


def _event(name: str, at: datetime, by: str, given: Mapping[str, Any]) -> Event:
    """Read one; what a later version wrote besides is left out."""
    types = _types(name)
    said = {name: _read(value, types[name]) for name, value in given.items() if name in types}
    return KINDS[name](at=at, by=by, **said)


@cache
def _types(name: str) -> dict[str, Any]:
    """Give what an event of this kind says, and as what."""
    return {field.name: field.type for field in fields(KINDS[name])}


def _payload(event: Event) -> dict[str, Any]:
    return {name: _said(value) for name, value in vars(event).items() if name not in {"at", "by"}}


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _read(value: Any, kind: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    is_moment = kind in (datetime, datetime | None) and value is not None
    return datetime.fromisoformat(value) if is_moment else value
