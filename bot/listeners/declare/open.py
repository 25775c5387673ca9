"""Declare an incident: the form, its live parts, and its submission."""

import uuid
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.domain.incident import Incident, LinkKind
from bot.listeners.desk import Body, Desk
from bot.listeners.subcommand import Subcommand, Typed
from bot.store import sights, taxonomy
from bot.usecases.open_incident import open_incident
from bot.views.declare import form as form_view
from bot.views.declare import progress
from bot.views.home.board import DECLARE


async def open_form(desk: Desk, typed: Typed) -> None:
    """Open the form, with what was typed as its title."""
    desk.after_ack(typed.body, lambda: _show(desk, typed.body, typed.person, typed.words))


SUBCOMMANDS = (
    Subcommand("open", "open [title]", "declares an incident", open_form, ("declare", "new", "create")),
)


def register(app: AsyncApp, desk: Desk) -> None:
    async def open_from_home(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _show(desk, body, body["user"]["id"], ""))

    async def update_form(ack: AsyncAck, body: Body) -> None:
        await ack()
        choosing = form_view.is_choosing(body["view"])
        desk.after_ack(body, lambda: _update(desk, body, choosing=choosing), instead_of=body["view"]["id"])

    async def choose_priority(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _update(desk, body, choosing=True), instead_of=body["view"]["id"])

    async def submit(ack: AsyncAck, body: Body) -> None:
        incident = await desk.db.write(
            open_incident,
            form_view.parse(body["view"]),
            by=body["user"]["id"],
            press=body["trigger_id"],
            screen=body["view"]["id"],
        )
        await ack(response_action="update", view=await _progress(desk, incident))

    app.action(DECLARE)(open_from_home)
    app.action(form_view.CHANGED)(update_form)
    app.action(form_view.CHOOSE_PRIORITY)(choose_priority)
    app.view(form_view.CALLBACK)(submit)


async def _progress(desk: Desk, incident: Incident) -> dict[str, Any]:
    """What has just begun needs no reading; a form that was submitted before may be further on."""
    if incident.link(LinkKind.CHANNEL) is None:
        return progress.begun(incident)
    return progress.render(await desk.db.read(sights.of_incident, incident, desk.clock()))


async def _show(desk: Desk, body: Body, person: str, title: str) -> None:
    words = await desk.db.read(taxonomy.load)
    blank = form_view.blank(uuid.uuid4().hex, words, title)
    outlook = await desk.db.read(sights.outlook, blank, person)
    await desk.show(body, form_view.render(blank, words, outlook))


async def _update(desk: Desk, body: Body, *, choosing: bool) -> None:
    words = await desk.db.read(taxonomy.load)
    form = form_view.parse(body["view"])
    outlook = await desk.db.read(sights.outlook, form, body["user"]["id"])
    view = form_view.render(form, words, outlook, choosing=choosing)
    await desk.answers.update_view(body["view"]["id"], view)
