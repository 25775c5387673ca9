"""An admin lets what was told and given up be taken again."""

import re

from slack_bolt.async_app import AsyncAck

from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.settings.show import show_again
from bot.listeners.subcommand import Subcommand
from bot.usecases.systems.replay import press_replay
from bot.views.settings import health
from bot.views.settings.listing import Place
from bot.views.systems import standings

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: Routes, desk: Desk) -> None:
    async def replay(ack: AsyncAck, body: Body) -> None:
        number, by = int(body["actions"][0]["value"]), body["user"]["id"]
        await desk.db.write(press_replay, number, by=by, press=body["trigger_id"])
        await ack()
        await show_again(desk, body, body["view"]["id"], Place(health.NAME), by)

    app.action(re.compile(f"^{standings.REPLAY}:"))(replay)
