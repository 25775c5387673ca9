"""Where nobody comes: call the next level too, or see how to phone who is on call."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.listeners.desk import Body, Desk
from bot.listeners.subcommand import Subcommand
from bot.usecases.paging.page_people import escalate_page
from bot.usecases.paging.show_phones import show_phones
from bot.views import answered
from bot.views.paging import buttons, phones

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: AsyncApp, desk: Desk) -> None:
    async def call_level(ack: AsyncAck, body: Body) -> None:
        said, by = answered.pressed(body), body["user"]["id"]
        number, page, level = said["incident"], said["page"], said["level"]
        await desk.db.write(escalate_page, number, page, level, by=by, press=body["trigger_id"])
        await ack()

    async def show(ack: AsyncAck, body: Body) -> None:
        said, by = answered.pressed(body), body["user"]["id"]
        number, service = said["incident"], said["service"]
        incident, found = await desk.db.write(show_phones, number, service, by=by, press=body["trigger_id"])
        await ack()
        desk.after_ack(body, lambda: desk.give(body, phones.message(incident, service, found)))

    app.action(re.compile(f"^{buttons.LEVEL}:"))(call_level)
    app.action(re.compile(f"^{buttons.PHONES}:"))(show)
