"""What was carried over, line by line, to and from its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN

from bot.domain.systems.exchange import Cause, End, Exchange, Way
from bot.store import tables
from bot.store.engine.statement import insert
from bot.store.who import standings

SHOWN = 20

_X = tables.Exchange
_ADD = insert(
    *(_X.at, _X.incident, _X.system, _X.way, _X.object, _X.what, _X.was, _X.becomes, _X.end, _X.error),
    *(_X.told, _X.by, _X.delivery),
)


@dataclass(frozen=True)
class Line:
    """`incident` is 0 where it is of none."""

    at: datetime
    incident: int
    cause: Cause
    exchange: Exchange


def add(found: Iterable[Exchange], cause: Cause, incident: int, now: datetime) -> None:
    _ADD.each((now, incident, *vars(one).values(), cause.told, cause.by, cause.delivery) for one in found)


def newest(person: str, *, system: str = "", incident: int = 0, before: int = 0) -> tuple[list[Line], int]:
    """Give the newest that this person may see, and what to give as `before` for the next; 0: no more.

    system, incident: of which alone, a system with all accounts there; where empty or 0, of all.
    """
    row = tables.Exchange
    shown: Any = (row.incident == 0) | standings.visible_to(person)
    if system:
        shown &= (row.system == system) | row.system.startswith(f"{system}:")
    if incident:
        shown &= row.incident == incident
    if before:
        shown &= row.id < before
    of = tables.Incident.id == row.incident
    query: Any = row.select(row).join(tables.Incident, JOIN.LEFT_OUTER, on=of).where(shown)
    found = list(query.order_by(row.id.desc()).limit(SHOWN + 1))
    more = found[SHOWN - 1].id if len(found) > SHOWN else 0
    return [_line(one) for one in found[:SHOWN]], more


def _line(row: Any) -> Line:
    exchange = Exchange(
        row.system, Way(row.way), row.object, row.what, row.was, row.becomes, End(row.end), row.error
    )
    return Line(row.at, row.incident, Cause(row.told, row.by, row.delivery), exchange)
