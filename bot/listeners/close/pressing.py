"""Buttons that hold the number of an incident."""

from bot.domain.errors import UserError
from bot.domain.gate import Gate
from bot.domain.incident import Incident
from bot.domain.policy import Deed, hidden, must
from bot.listeners.desk import Body, Desk
from bot.listeners.subcommand import Typed
from bot.store import gates
from bot.store.who import standings


def pressed(body: Body) -> Typed:
    """Give what was pressed as if it had been typed."""
    return Typed("", body["user"]["id"], "", body, int(body["actions"][0]["value"]))


async def must_close(desk: Desk, incident: Incident, person: str) -> None:
    """Raise UserError, before anything is typed, where they may not close it."""
    await desk.db.read(lambda: must(standings.of(person, incident), Deed.CLOSE, incident))


async def gate_of(desk: Desk, number: int, person: str) -> Gate:
    """Raise UserError where there is no such incident, or not for them."""
    gate = await desk.db.read(gates.seen_by, number, person, desk.clock())
    if gate is None:
        raise UserError(hidden(number))
    return gate
