"""Which incident a token means by a key of its own: the one that is not over, or that it was merged into."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.domain.incident import Incident, Status
from bot.store import incidents, tables
from bot.store.engine import bulk


@dataclass(frozen=True)
class Raised:
    """`resolved`: the token said last that it is over. `asked`: the worst priority that it asked for.

    `merged`: what began so is a part of this one now.
    """

    incident: Incident
    resolved: bool
    asked: str
    merged: bool


class Known(NamedTuple):
    ref: str
    asked: str


def going_on(program: str, key: str) -> Raised | None:
    """Give what the key stands for; None where that is over, so that it may begin anew.

    A part of another one is over as soon as the token said so: that one goes on by itself.
    """
    row: Any = tables.Raised.get_or_none(_is(program, key))
    if row is None:
        return None
    ((number, _),) = incidents.goes_on_in([row.incident]).values()
    found, merged = incidents.get(number), number != row.incident
    if found is None or found.is_closed or (merged and row.resolved):
        return None
    return Raised(found, row.resolved, row.asked, merged)


def known(asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Known]:
    """Give what goes on under these keys of tokens, where these did not say that it is over."""
    pairs, row = set(asked), tables.Raised
    columns = (row.program, row.key, row.incident, row.resolved, row.asked)
    said = bulk.find(row, columns, row.key, [key for _, key in pairs])
    fires = [one for one in said if one[:2] in pairs and not one[3]]
    last = incidents.goes_on_in(one[2] for one in fires)
    return {
        (program, key): Known(f"inc-{last[number][0]}", worst)
        for program, key, number, _, worst in fires
        if last[number][1] != Status.CLOSED
    }


def keep(program: str, key: str, incident: Incident) -> None:
    """From now on the key stands for this one."""
    row = tables.Raised
    new = row.insert(program=program, key=key, incident=incident.id, resolved=False, asked=incident.priority)
    kept = [row.incident, row.resolved, row.asked]
    new.on_conflict(conflict_target=[row.program, row.key], preserve=kept).execute()


def say(program: str, key: str, **said: Any) -> None:
    """Write what it said last: whether it is over, or what it asks for."""
    tables.Raised.update(**said).where(_is(program, key)).execute()


def _is(program: str, key: str) -> Any:
    return (tables.Raised.program == program) & (tables.Raised.key == key)
