"""`/incident reopen`: bring it back, and say why."""

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.listeners.close.pressing import pressed
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.usecases.finish.close_incident import reopen_incident
from bot.usecases.finish.end_channel import ask_for_channel, keep_channel
from bot.views.close import ending, reopen


async def reopen_form(desk: Desk, typed: Typed) -> None:
    """Show what will happen, and ask why where that was not typed."""
    found = await incident_for(desk, typed, "reopen")
    if found is None:
        return
    incident, typed = found
    _must_be_closed(incident)
    form = reopen.form(incident, typed.words, unarchives=desk.unarchives)
    desk.after_ack(typed.body, lambda: desk.show(typed.body, form))


SUBCOMMANDS = (
    Subcommand("reopen", "reopen [why]", "brings a closed incident back", reopen_form, ("re-open",)),
)


def register(app: Routes, desk: Desk) -> None:
    async def submit(ack: AsyncAck, body: Body) -> None:
        number, why = reopen.parse(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        incident = await desk.db.write(reopen_incident, number, why, by=by, press=press)
        await ack(response_action="update", view=reopen.done(incident))

    async def keep_open(ack: AsyncAck, body: Body) -> None:
        typed = pressed(body)
        await desk.db.write(keep_channel, typed.incident, by=typed.person, press=body["trigger_id"])
        await ack()

    async def new_channel(ack: AsyncAck, body: Body) -> None:
        typed = pressed(body)
        await desk.db.write(ask_for_channel, typed.incident, by=typed.person, press=body["trigger_id"])
        await ack()

    app.view(reopen.CALLBACK)(submit)
    app.action(ending.KEEP_OPEN)(keep_open)
    app.action(ending.NEW_CHANNEL)(new_channel)


def _must_be_closed(incident: Incident) -> None:
    if incident.merged_into:
        raise UserError(f"{incident.ref} goes on in inc-{incident.merged_into}. Reopen that one.")
    if not incident.is_closed:
        raise UserError(f"{incident.ref} is not closed: there is nothing to reopen.")
