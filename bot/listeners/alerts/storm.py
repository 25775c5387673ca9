"""[Open it] and [All belong to inc-42] in a storm's message, and whether an alert's end is an incident's."""

import re

from slack_bolt.async_app import AsyncAck

from bot.listeners import answers
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.stack import in_window
from bot.listeners.subcommand import Subcommand
from bot.usecases.alerts.calm_storm import open_waiting, take_storm
from bot.views.alerts import notices
from bot.views.alerts import storm as view
from bot.views.work import menu

SUBCOMMANDS: tuple[Subcommand, ...] = ()
QUESTIONS = answers.Buttons(notices.OVER, notices.NOT_YET, (), "", "its alerts are resolved")


def register(app: Routes, desk: Desk) -> None:
    answers.listen(app, desk, QUESTIONS)

    async def open_one(ack: AsyncAck, body: Body) -> None:
        number, by = int(body["actions"][0]["value"]), body["user"]["id"]
        opened = await desk.db.write(open_waiting, number, by=by, press=body["trigger_id"])
        await ack()
        if in_window(body):
            shown = menu.render(opened, pages=desk.pages, tickets=desk.tickets)
            desk.after_ack(body, lambda: desk.show(body, shown))

    async def take_all(ack: AsyncAck, body: Body) -> None:
        into, upto = view.parse_take(body["actions"][0]["value"])
        by, press = body["user"]["id"], body["trigger_id"]
        await desk.db.write(take_storm, into, upto, by=by, press=press)
        await ack()

    app.action(view.OPEN)(open_one)
    app.action(re.compile(f"^{view.TAKE}:"))(take_all)
