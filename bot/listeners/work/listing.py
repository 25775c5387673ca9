"""`/incident list`: the active incidents."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.listeners.desk import Desk
from bot.listeners.subcommand import Subcommand, Typed
from bot.store import sights
from bot.views.work import listing


async def list_incidents(desk: Desk, typed: Typed) -> dict[str, Any]:
    board = await desk.db.read(sights.board, typed.person, desk.clock(), desk.command)
    return listing.message(board)


SUBCOMMANDS = (Subcommand("list", "list", "shows the active incidents", list_incidents, ("ls", "active")),)


def register(app: AsyncApp, desk: Desk) -> None:
    """The subcommand is all there is."""
