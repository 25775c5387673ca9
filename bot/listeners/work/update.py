"""`/incident update`: words at once, everything else in a form."""

from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.board import Reach
from bot.domain.errors import UserError
from bot.domain.incident import Incident, Status
from bot.domain.policy import hidden
from bot.domain.rules.updating import Update, must_be_open
from bot.domain.taxonomy import Taxonomy
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.store import sights, taxonomy, visible
from bot.usecases.work.update_incident import repeat_update, update_incident
from bot.views.update import done, form, words


async def update(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Post what was typed, or show the form: without words, and where it must be shown first."""
    found = await incident_for(desk, typed, "update")
    if found is None:
        return None
    incident, typed = found
    must_be_open(incident)
    known = await desk.db.read(taxonomy.load)
    wish = words.parse(typed.words, known) if typed.words.strip() else Update()
    if not typed.words.strip() or words.must_ask(incident, wish):
        desk.after_ack(typed.body, lambda: _show(desk, typed.body, incident, wish, known))
        return None
    press = typed.body["trigger_id"]
    kept = await desk.db.write(update_incident, incident.id, wish, by=typed.person, press=press)
    said = words.remark(typed.words, wish, known)
    return done.message(kept, words.meant_status(kept, wish), said)


SUBCOMMANDS = (
    Subcommand(
        "update",
        "update [words]",
        "posts what is new; `/incident update mitigated: words` changes the status too",
        update,
        ("up",),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def change_form(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _show_again(desk, body), instead_of=body["view"]["id"])

    async def submit(ack: AsyncAck, body: Body) -> None:
        number, wish = form.parse(body["view"], desk.clock())
        await desk.db.write(update_incident, number, wish, by=body["user"]["id"], press=body["trigger_id"])
        await ack()

    async def repeat(ack: AsyncAck, body: Body) -> None:
        number = int(body["actions"][0]["value"])
        by, press = body["user"]["id"], body["trigger_id"]
        incident = await desk.db.write(repeat_update, number, by=by, press=press)
        await ack()
        if body.get("view"):
            view = form.posted(incident)
            desk.after_ack(body, lambda: desk.answers.update_view(body["view"]["id"], view))

    async def set_status(ack: AsyncAck, body: Body) -> None:
        number, status = done.parse(body["actions"][0]["value"])
        wish, by, press = Update(status=Status(status)), body["user"]["id"], body["trigger_id"]
        incident = await desk.db.write(update_incident, number, wish, by=by, press=press)
        await ack()
        desk.after_ack(body, lambda: desk.replace(body, done.changed(incident)))

    app.action(form.CHANGED)(change_form)
    app.view(form.CALLBACK)(submit)
    app.action(form.SAME)(repeat)
    app.action(done.SET_STATUS)(set_status)


async def _show(desk: Desk, body: Body, incident: Incident, wish: Update, known: Taxonomy) -> None:
    reach = await _reach(desk, incident, wish)
    await desk.show(body, form.render(incident, wish, known, reach=reach))


async def _show_again(desk: Desk, body: Body) -> None:
    """Ask for a reason where one is needed, and say what another priority or category sets off."""
    view = body["view"]
    number, wish = form.parse(view, desk.clock())
    incident = await desk.db.read(visible.incident, number, body["user"]["id"])
    if incident is None:
        raise UserError(hidden(number))
    known = await desk.db.read(taxonomy.load)
    reach = await _reach(desk, incident, wish)
    shown = form.render(incident, wish, known, reach=reach, was=form.stood(view))
    await desk.answers.update_view(view["id"], shown)


async def _reach(desk: Desk, incident: Incident, wish: Update) -> Reach:
    """Say whom another priority or category calls."""
    if not wish.priority and not wish.category:
        return form.NOBODY
    asked = (incident, wish.priority, wish.category, desk.clock())
    return await desk.db.read(sights.reach, *asked, pages=desk.pages)
