"""Tickets as an incident's row keeps them, and the rows by which they are found again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.domain.ticketing import Agreed, Ticket, TicketState
from bot.store import tables
from bot.store.engine.statement import upsert

_MOMENTS = ("asked_at", "tried_at")


def said(ticket: Ticket) -> dict[str, Any]:
    """Give a ticket as JSON keeps it."""
    plain = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in vars(ticket).items()
    }
    agreed = {what: [one.here, one.there, one.going] for what, one in ticket.agreed.items()}
    return {**plain, "agreed": agreed, "comments": list(ticket.comments)}


def read(row: dict[str, Any]) -> Ticket:
    moments = {name: row[name] and datetime.fromisoformat(row[name]) for name in _MOMENTS}
    agreed = {what: Agreed(*pair) for what, pair in row["agreed"].items()}
    state, comments = TicketState(row["state"]), tuple(row["comments"])
    return Ticket(**{**row, **moments, "agreed": agreed, "state": state, "comments": comments})


_T = tables.Ticket
_SAVE = upsert([_T.mark], _T.source_id, _T.key, once=(_T.incident, _T.system))


def save(number: int, tickets: Iterable[Ticket]) -> None:
    """Write whose they are; one that belongs to nothing here any more can belong to another one."""
    for one in tickets:
        id_and_key = (one.id, one.key) if one.is_ours else ("", "")
        _SAVE.run(one.mark, *id_and_key, number, one.system)
