"""`/incident catchup`: for who comes late, or was away."""

from typing import Any

from bot.listeners.desk import Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.store import sights
from bot.views.work import catchup as view


async def catchup(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Tell in short what there is to know."""
    found = await incident_for(desk, typed, "catchup")
    if found is None:
        return None
    return view.message(await desk.db.read(sights.with_events, found[0], desk.clock()))


SUBCOMMANDS = (
    Subcommand(
        "catchup",
        "catchup",
        "tells in short where it stands, who does what and what happened",
        catchup,
        ("catch-up", "catch", "brief", "summary"),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    """The subcommand is all there is; buttons run it too."""
