"""Look at what began in the past hour before declaring it again, and join it instead."""

import json

from slack_bolt.async_app import AsyncAck

from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.store import taxonomy
from bot.store.declare import outlook
from bot.usecases.declare.keep_draft import join_instead
from bot.views.declare import going_on

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: Routes, desk: Desk) -> None:
    async def look(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _show(desk, body))

    async def join(ack: AsyncAck, body: Body) -> None:
        number, draft = int(body["actions"][0]["value"]), body["view"]["private_metadata"]
        person, press = body["user"]["id"], body["trigger_id"]
        incident = await desk.db.write(join_instead, draft, number, by=person, press=press)
        await ack()
        view = going_on.joined(incident)
        desk.after_ack(body, lambda: desk.answers.update_view(body["view"]["id"], view))

    app.action(going_on.LOOK)(look)
    app.action(going_on.JOIN_INSTEAD)(join)


async def _show(desk: Desk, body: Body) -> None:
    words = await desk.db.read(taxonomy.load)
    recent = await desk.db.read(outlook.recent, body["user"]["id"], desk.clock())
    draft = json.loads(body["view"]["private_metadata"])["draft"]
    await desk.show(body, going_on.render(recent, words, draft))
