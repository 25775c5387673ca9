"""`/incident fields`, and the card's button: what the organisation asks for besides, in a form of its own."""

from slack_bolt.async_app import AsyncAck

from bot.domain.incident import Incident
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.store import taxonomy
from bot.usecases.work.update_incident import fill_fields
from bot.views import own_fields
from bot.views.update import own_fields as form


async def fill(desk: Desk, typed: Typed) -> None:
    """Open the form with what is known."""
    found = await incident_for(desk, typed, own_fields.FILL)
    if found:
        incident, _ = found
        desk.after_ack(typed.body, lambda: _show(desk, typed.body, incident))


SUBCOMMANDS = (
    Subcommand(own_fields.FILL, "fields", "fills in what your organisation asks for besides", fill),
)


def register(app: Routes, desk: Desk) -> None:
    async def save(ack: AsyncAck, body: Body) -> None:
        number, fields = int(body["view"]["private_metadata"]), own_fields.read_changes(body["view"])
        await desk.db.write(fill_fields, number, fields, by=body["user"]["id"], press=body["trigger_id"])
        await ack()

    async def suggest_team(ack: AsyncAck, body: Body) -> None:
        words = await desk.db.read(taxonomy.load)
        await ack(options=own_fields.teams(body["value"], words)[: own_fields.MOST])

    app.view(form.CALLBACK)(save)
    app.options(own_fields.TEAM)(suggest_team)


async def _show(desk: Desk, body: Body, incident: Incident) -> None:
    await desk.show(body, form.render(incident, await desk.db.read(taxonomy.load)))
