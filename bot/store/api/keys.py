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


def going_on(token: str, key: str) -> Raised | None:
    """Give what the key stands for; None where that is over, so that it may begin anew."""
    row: Any = tables.Raised.get_or_none(_is(token, key))
    found = incidents.get(row.incident) if row else None
    return None if found is None or found.status == Status.CLOSED else Raised(found, row.resolved)


def known(asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Give the names of what goes on under these keys of tokens, where these did not say that it is over."""
    pairs, row, there = set(asked), tables.Raised, tables.Incident
    keys = row.key.in_([key for _, key in pairs])
    goes_on = ~row.resolved & (there.status != Status.CLOSED)
    rows: Any = row.select(row.token, row.key, row.incident).join(there, on=there.id == row.incident)
    found = rows.where(keys & goes_on).tuples()
    return {(token, key): f"inc-{number}" for token, key, number in found if (token, key) in pairs}


def keep(token: str, key: str, incident: int) -> None:
    """From now on the key stands for this one."""
    row = tables.Raised
    row.insert(token=token, key=key, incident=incident, resolved=False).on_conflict(
        conflict_target=[row.token, row.key], preserve=[row.incident, row.resolved]
    ).execute()


def say(token: str, key: str, *, resolved: bool) -> None:
    tables.Raised.update(resolved=resolved).where(_is(token, key)).execute()


def key_of(incident: int) -> str:
    """Give the key that stands for it; empty where none does."""
    row = tables.Raised.get_or_none(tables.Raised.incident == incident)
    return row.key if row else ""


def _is(token: str, key: str) -> Any:
    return (tables.Raised.token == token) & (tables.Raised.key == key)
