"""Where there are more categories than a select can hold, they are offered while somebody types."""

from slack_bolt.async_app import AsyncAck

from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.store import taxonomy
from bot.views.declare import categories, critical, fields
from bot.views.paging import calls
from bot.views.update import edit

SUBCOMMANDS: tuple[Subcommand, ...] = ()

PUBLIC = {critical.CATEGORY, calls.CATEGORY}
"""Where those for private incidents make no sense; elsewhere the rule says so."""


def register(app: Routes, desk: Desk) -> None:
    async def search(ack: AsyncAck, body: Body) -> None:
        words = await desk.db.read(taxonomy.load)
        private = body["action_id"] not in PUBLIC
        await ack(options=categories.matching(body["value"], words, private=private))

    for action in (fields.CHANGED, critical.CATEGORY, edit.CHANGED, calls.CATEGORY, "category"):
        app.options(action)(search)
