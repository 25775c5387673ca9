"""Somebody opens App Home: they see it at once, and it stays up to date for a while."""

from slack_bolt.async_app import AsyncApp

from bot.listeners.desk import Body, Desk
from bot.listeners.subcommand import Subcommand
from bot.store import sights
from bot.usecases.open_home import open_home
from bot.views.home import board

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: AsyncApp, desk: Desk) -> None:
    async def opened(body: Body) -> None:
        event = body["event"]
        if event.get("tab") == "home":
            await desk.db.write(open_home, event["user"])
            desk.after_ack(body, lambda: _publish(desk, event["user"]))

    app.event("app_home_opened")(opened)


async def _publish(desk: Desk, person: str) -> None:
    sight = await desk.db.read(sights.board, person, desk.clock(), desk.command)
    await desk.answers.publish_home(person, board.render(sight))
