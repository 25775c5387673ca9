"""`/incident edit`: title, description, category, environments and impacts, in a form."""

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.policy import hidden
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.store import sights, taxonomy, visible
from bot.usecases.work.update_incident import edit_incident
from bot.views.update import edit as form


async def edit(desk: Desk, typed: Typed) -> None:
    """Open the form with what is known."""
    found = await incident_for(desk, typed, "edit")
    if found:
        incident, _ = found
        desk.after_ack(typed.body, lambda: _show(desk, typed.body, incident))


SUBCOMMANDS = (
    Subcommand("edit", "edit", "mends title, description, category, environments and impacts", edit),
)


def register(app: Routes, desk: Desk) -> None:
    async def change_form(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _show_again(desk, body), instead_of=body["view"]["id"])

    async def save(ack: AsyncAck, body: Body) -> None:
        number, wish, fields = form.parse(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        await desk.db.write(edit_incident, number, wish, fields, by=by, press=press)
        await ack()

    app.action(form.CHANGED)(change_form)
    app.view(form.CALLBACK)(save)


async def _show(desk: Desk, body: Body, incident: Incident) -> None:
    await desk.show(body, form.render(incident, await desk.db.read(taxonomy.load)))


async def _show_again(desk: Desk, body: Body) -> None:
    """Say what the impacts ask for now, and whom that calls."""
    view, person = body["view"], body["user"]["id"]
    number = form.parse(view)[0]
    incident = await desk.db.read(visible.incident, number, person)
    if incident is None:
        raise UserError(hidden(number))
    known = await desk.db.read(taxonomy.load)
    asked = (incident, *form.wished(view, incident, known), desk.clock())
    reach = await desk.db.read(sights.reach, *asked, pages=desk.pages)
    await desk.answers.update_view(view["id"], form.again(view, incident, known, reach))
