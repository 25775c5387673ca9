"""Answers to what Firebell asks by itself; most buttons in it belong to others."""

from slack_bolt.async_app import AsyncAck

from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.usecases.postmortem.write_postmortem import finish_postmortem
from bot.usecases.remind import snooze
from bot.views.postmortem import buttons
from bot.views.remind import reminder

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: Routes, desk: Desk) -> None:
    async def choose_pause(ack: AsyncAck, body: Body) -> None:
        number, pause = reminder.parse(body["actions"][0]["selected_option"]["value"])
        await desk.db.write(snooze, number, pause, by=body["user"]["id"], press=body["trigger_id"])
        await ack()

    async def finish(ack: AsyncAck, body: Body) -> None:
        number, press = int(body["actions"][0]["value"]), body["trigger_id"]
        await desk.db.write(finish_postmortem, number, by=body["user"]["id"], press=press)
        await ack()

    app.action(reminder.SNOOZE)(choose_pause)
    app.action(buttons.READY)(finish)
