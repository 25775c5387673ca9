"""Turn to the tasks of somebody else: mine, everybody's, what is late."""

import re

from slack_bolt.async_app import AsyncAck

from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.listeners.tasks.showing import show_again, show_whose
from bot.views.tasks import listing, row

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: Routes, desk: Desk) -> None:
    async def turn(ack: AsyncAck, body: Body) -> None:
        await ack()
        view, by, whose = body["view"]["id"], body["user"]["id"], body["actions"][0]["value"]
        desk.after_ack(body, lambda: show_again(desk, view, by, 0, whose), instead_of=view)

    async def all_mine(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: show_whose(desk, body, body["user"]["id"], listing.MINE))

    app.action(re.compile(f"^{listing.TURN}"))(turn)
    app.action(row.ALL)(all_mine)
