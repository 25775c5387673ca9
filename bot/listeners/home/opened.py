"""Somebody opens App Home or chooses what to see there: they see it at once, and it stays up to date."""

import re
from functools import partial

from slack_bolt.async_app import AsyncAck

from bot.domain.wanted import Wanted
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.store import sights, taxonomy
from bot.usecases.open_home import choose_home, dismiss_rehearsal, open_home
from bot.views.declare import categories
from bot.views.drills import offer
from bot.views.find import filters
from bot.views.home import board

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: Routes, desk: Desk) -> None:
    async def opened(body: Body) -> None:
        event = body["event"]
        if event.get("tab") == "home":
            await desk.db.write(open_home, event["user"])
            desk.after_ack(body, lambda: _publish(desk, event["user"]))

    async def choose(ack: AsyncAck, body: Body) -> None:
        person, change = body["user"]["id"], partial(_changed, body["actions"][0])
        await desk.db.write(choose_home, person, change)
        await ack()
        desk.after_ack(body, lambda: _publish(desk, person), instead_of=f"home:{person}")

    async def dismiss(ack: AsyncAck, body: Body) -> None:
        person = body["user"]["id"]
        await desk.db.write(dismiss_rehearsal, person)
        await ack()
        desk.after_ack(body, lambda: _publish(desk, person), instead_of=f"home:{person}")

    async def suggest(ack: AsyncAck, body: Body) -> None:
        await ack(options=categories.matching(body["value"], await desk.db.read(taxonomy.load)))

    app.event("app_home_opened")(opened)
    app.action(re.compile(f"^{board.FILTER}:"))(choose)
    app.action(offer.DISMISS)(dismiss)
    app.options(f"{board.FILTER}:category")(suggest)


def _changed(action: Body, wanted: Wanted) -> Wanted:
    return filters.changed(wanted, action)


async def _publish(desk: Desk, person: str) -> None:
    sight = await desk.db.read(sights.board, person, desk.clock(), desk.command, tickets=desk.tickets)
    await desk.answers.publish_home(person, board.render(sight))
