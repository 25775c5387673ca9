"""Which incident a token means by a key of its own: the one that is not over."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.domain.incident import Incident, Status
from bot.store import incidents, tables


@dataclass(frozen=True)
class Raised:
    """`resolved`: the token said last that it is over."""

    incident: Incident
    resolved: bool


def going_on(program: str, key: str) -> Raised | None:
    """Give what the key stands for; None where that is over, so that it may begin anew."""
    row: Any = tables.Raised.get_or_none(_is(program, key))
    found = incidents.get(row.incident) if row else None
    return None if found is None or found.status == Status.CLOSED else Raised(found, row.resolved)


def known(asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Give the names of what goes on under these keys of tokens, where these did not say that it is over."""
    pairs, row, there = set(asked), tables.Raised, tables.Incident
    keys = row.key.in_([key for _, key in pairs])
    goes_on = ~row.resolved & (there.status != Status.CLOSED)
    rows: Any = row.select(row.program, row.key, row.incident).join(there, on=there.id == row.incident)
    found = rows.where(keys & goes_on).tuples()
    return {(program, key): f"inc-{number}" for program, key, number in found if (program, key) in pairs}


def keep(program: str, key: str, incident: int) -> None:
    """From now on the key stands for this one."""
    row = tables.Raised
    row.insert(program=program, key=key, incident=incident, resolved=False).on_conflict(
        conflict_target=[row.program, row.key], preserve=[row.incident, row.resolved]
    ).execute()


def say(program: str, key: str, *, resolved: bool) -> None:
    tables.Raised.update(resolved=resolved).where(_is(program, key)).execute()


def _is(program: str, key: str) -> Any:
    return (tables.Raised.program == program) & (tables.Raised.key == key)
