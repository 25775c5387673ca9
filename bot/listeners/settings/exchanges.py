"""An admin looks at what was carried over: of one system, or of one incident."""

from slack_bolt.async_app import AsyncAck

from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.settings.show import turn_to
from bot.listeners.subcommand import Subcommand
from bot.views.settings.listing import Place
from bot.views.systems import exchanges as view
from bot.views.work import picker

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: Routes, desk: Desk) -> None:
    async def of_system(ack: AsyncAck, body: Body) -> None:
        chosen = body["actions"][0]["selected_option"]["value"]
        await turn_to(desk, ack, body, Place(view.NAME, of="" if chosen == view.ALL else chosen))

    async def of_incident(ack: AsyncAck, body: Body) -> None:
        number = body["actions"][0]["selected_option"]["value"]
        await turn_to(desk, ack, body, Place(view.NAME, of=f"inc-{number}"))

    app.action(view.SYSTEM)(of_system)
    app.action(picker.SEARCH)(of_incident)
