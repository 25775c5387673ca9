"""See one incident: `/incident status`, the Details button, and the ways to take part in it."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.board import Sight
from bot.domain.errors import UserError
from bot.domain.incident import LinkKind
from bot.domain.policy import hidden
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.stack import in_window
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.store import sights
from bot.usecases.join_incident import join_incident
from bot.usecases.record_outcome import retry_delivery
from bot.views.close import notices
from bot.views.work import details, failure
from bot.views.work.announcement import JOIN
from bot.views.work.menu import DETAILS


async def show_status(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Show the incident that is meant."""
    if typed.words and not typed.incident:
        return details.message(await _named(desk, typed.words, typed.person))
    found = await incident_for(desk, typed, "status")
    if found is None:
        return None
    return details.message(await desk.db.read(sights.with_events, found[0], desk.clock()))


SUBCOMMANDS = (
    Subcommand(
        "status", "status [inc-7]", "shows this incident, or the one you name", show_status, ("show",)
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def show_details(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _show(desk, body))

    async def join(ack: AsyncAck, body: Body) -> None:
        number = int(body["actions"][0]["value"])
        by, press = body["user"]["id"], body["trigger_id"]
        incident = await desk.db.write(join_incident, number, by=by, press=press)
        await ack()
        if incident.archived:
            desk.after_ack(body, lambda: desk.give(body, notices.read_only(incident)))

    async def retry(ack: AsyncAck, body: Body) -> None:
        incident, delivery = failure.parse(body["actions"][0]["value"])
        press = body["trigger_id"]
        await desk.db.write(retry_delivery, incident, delivery, by=body["user"]["id"], press=press)
        await ack()
        desk.after_ack(body, lambda: _show_present(desk, body, incident))

    app.action(DETAILS)(show_details)
    app.action(JOIN)(join)
    app.action(failure.RETRY)(retry)


async def _show(desk: Desk, body: Body) -> None:
    sight = await _named(desk, body["actions"][0]["value"], body["user"]["id"])
    await desk.show(body, details.modal(sight))


async def _show_present(desk: Desk, body: Body, number: int) -> None:
    """Show what is so by now, where the button stood: only channels and a form's progress follow alone."""
    if not in_window(body) and not body["container"].get("is_ephemeral"):
        return
    sight = await _named(desk, str(number), body["user"]["id"])
    progress = sight.incident.link(LinkKind.FORM)
    if not in_window(body):
        await desk.replace(body, details.message(sight))
    elif progress is None or progress.key != body["view"]["id"]:
        await desk.answers.update_view(body["view"]["id"], details.modal(sight))


async def _named(desk: Desk, words: str, person: str) -> Sight:
    """Find `inc-7`, or just `7`."""
    found = re.fullmatch(r"(?:inc-)?(\d{1,9})", words.strip().lower())
    sight = await desk.db.read(sights.whole, int(found[1]), person, desk.clock()) if found else None
    if found and sight is None:
        raise UserError(hidden(int(found[1])))
    if sight is None:
        quoted = words.replace("`", "'")[:40]
        raise UserError(f"There is no incident `{quoted}`. `{desk.command} list` shows the active ones.")
    return sight
