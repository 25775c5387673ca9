"""Declare an incident: the form, its live parts, and its submission."""

import asyncio
import uuid
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.incident import Incident, Link, LinkKind
from bot.domain.rules.opening import Form
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.store import sights, taxonomy
from bot.store.declare import drafts, outlook
from bot.usecases.declare.keep_draft import close_draft, keep_draft
from bot.usecases.declare.submit_form import submit_form
from bot.views.declare import fields, progress
from bot.views.declare import form as form_view
from bot.views.home.board import DECLARE


async def open_form(desk: Desk, typed: Typed) -> None:
    """Open the form, with what was typed as its title."""
    wish = Form(draft=new_draft(), title=typed.words)
    desk.after_ack(typed.body, lambda: show_form(desk, typed.body, typed.person, wish))


SUBCOMMANDS = (
    Subcommand("open", "open [title]", "declares an incident", open_form, ("declare", "new", "create")),
)


def new_draft() -> str:
    return uuid.uuid4().hex


async def show_form(desk: Desk, body: Body, person: str, wish: Form) -> None:
    """Open it with what is wished, or with what they entered before and did not submit."""
    found = await desk.db.read(
        outlook.opening, wish, person, desk.clock(), pages=desk.pages, tickets=desk.tickets
    )
    usual = form_view.blank("", found.taxonomy).environments
    form = found.earlier or replace(wish, environments=usual)
    resumed = found.earlier is not None
    at = desk.clock()
    await desk.show(body, form_view.render(form, found.taxonomy, found.outlook, resumed=resumed))
    await desk.db.write_behind(keep_draft, form, by=person, at=at)


def register(app: Routes, desk: Desk) -> None:
    async def open_from_home(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: show_form(desk, body, body["user"]["id"], Form(new_draft())))

    async def update_form(ack: AsyncAck, body: Body) -> None:
        await ack()
        choosing = form_view.is_choosing(body["view"])
        desk.after_ack(body, lambda: _update(desk, body, choosing=choosing), instead_of=body["view"]["id"])

    async def choose_priority(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _update(desk, body, choosing=True), instead_of=body["view"]["id"])

    async def start_over(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _start_over(desk, body), instead_of=body["view"]["id"])

    async def submit(ack: AsyncAck, body: Body) -> None:
        incident, gets_channel = await desk.db.write(
            submit_form,
            form_view.parse(body["view"]),
            by=body["user"]["id"],
            press=body["trigger_id"],
            screen=Link(LinkKind.FORM, body["view"]["id"]),
        )
        await ack(response_action="update", view=await _progress(desk, incident, gets_channel=gets_channel))

    async def close(ack: AsyncAck, body: Body) -> None:
        form, filled = form_view.parse(body["view"]), form_view.is_filled(body["view"])
        await desk.db.write(close_draft, form, by=body["user"]["id"], filled=filled)
        await ack()

    app.action(DECLARE)(open_from_home)
    app.action(fields.CHANGED)(update_form)
    app.action(form_view.CHOOSE_PRIORITY)(choose_priority)
    app.action(form_view.AFRESH)(start_over)
    app.view(form_view.CALLBACK)(submit)
    app.view_closed(form_view.CALLBACK)(close)
    app.action(progress.OPEN)(_ignore)


async def _ignore(ack: AsyncAck) -> None:
    """A button that only opens an address is told of all the same."""
    await ack()


async def _progress(desk: Desk, incident: Incident, *, gets_channel: bool) -> dict[str, Any]:
    """What has just begun needs no reading; a form that was submitted before may be further on."""
    if incident.link(LinkKind.CHANNEL) is None:
        return progress.begun(incident, gets_channel=gets_channel)
    return progress.render(await desk.db.read(sights.of_incident, incident, desk.clock()))


async def _update(desk: Desk, body: Body, *, choosing: bool) -> None:
    """Show what follows from what was entered; that is kept also where nobody looks at the form any more."""
    view, person, at = body["view"], body["user"]["id"], desk.clock()
    words = await desk.db.read(taxonomy.load)
    form = form_view.parse(view)
    hidden = await desk.db.read(drafts.fields, form.draft, person) if words.fields else {}
    form = replace(form, fields={**hidden, **form.fields})
    found = await desk.db.read(outlook.of, form, person, desk.clock(), pages=desk.pages, tickets=desk.tickets)
    form = form_view.follow_category(form, view, found)
    if form_view.hides(form, words):
        await desk.db.write(keep_draft, form, by=person, at=at)
    turn, resumed = form_view.turn_of(view), form_view.is_resumed(view)
    shown = form_view.render(form, words, found, choosing=choosing, resumed=resumed, turn=turn)
    kept = desk.db.write_behind(keep_draft, form, by=person, at=at)
    await asyncio.gather(desk.answers.update_view(view["id"], shown), kept)


async def _start_over(desk: Desk, body: Body) -> None:
    """Empty the form; what was entered before is forgotten."""
    view, person, at = body["view"], body["user"]["id"], desk.clock()
    words = await desk.db.read(taxonomy.load)
    form = form_view.blank(form_view.parse(view).draft, words)
    found = await desk.db.read(outlook.of, form, person, desk.clock(), pages=desk.pages, tickets=desk.tickets)
    shown = form_view.render(form, words, found, turn=form_view.turn_of(view) + 1)
    kept = desk.db.write_behind(keep_draft, form, by=person, at=at)
    await asyncio.gather(desk.answers.update_view(view["id"], shown), kept)
