"""`/incident list`: the active incidents, or closed ones, mine, those of a priority, a place, a category."""

from typing import Any

from bot.listeners.desk import Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.store import taxonomy
from bot.store.find import query
from bot.views.find import results
from bot.views.find import typed as words

SHOWN = 15


async def list_incidents(desk: Desk, typed: Typed) -> dict[str, Any]:
    """Give the first of those that were asked for, and the way to the others."""
    known = await desk.db.read(taxonomy.load)
    wanted = words.parse(typed.words, known)
    found = await desk.db.read(query.find, wanted, typed.person, known, desk.clock(), SHOWN)
    return results.message(wanted, found, known, desk.clock(), desk.command, words.title(wanted, known))


SUBCOMMANDS = (
    Subcommand(
        "list",
        "list [closed] [mine] [drills] [P1] [payment]",
        "shows the active incidents, or those that you ask for",
        list_incidents,
        ("ls", "active"),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    """The subcommand is all there is."""
