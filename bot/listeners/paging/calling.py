"""Where nobody comes: call the next level too, or see how to phone who is on call."""

import re

from slack_bolt.async_app import AsyncAck

from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.usecases.paging.page_people import escalate_page
from bot.usecases.paging.show_phones import show_phones
from bot.usecases.paging.watch_calls import escalate_call, show_call_phones
from bot.views import answered
from bot.views.paging import buttons, calls, phones

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: Routes, desk: Desk) -> None:
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

    async def call_level_alone(ack: AsyncAck, body: Body) -> None:
        said, by = answered.pressed(body), body["user"]["id"]
        await desk.db.write(escalate_call, said["call"], said["level"], by=by, press=body["trigger_id"])
        await ack()

    async def show_alone(ack: AsyncAck, body: Body) -> None:
        number, by = answered.pressed(body)["call"], body["user"]["id"]
        call, found = await desk.db.write(show_call_phones, number, by=by, press=body["trigger_id"])
        await ack()
        desk.after_ack(body, lambda: desk.give(body, phones.of_call(call, found)))

    app.action(calls.LEVEL)(call_level_alone)
    app.action(calls.PHONES)(show_alone)
    app.action(re.compile(f"^{buttons.LEVEL}:"))(call_level)
    app.action(re.compile(f"^{buttons.PHONES}:"))(show)
