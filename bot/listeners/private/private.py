"""`/incident private` and `/incident allow`: fewer people see it, or one more."""

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.rules.privacy import must_be_private
from bot.listeners.desk import Body, Desk
from bot.listeners.mentions import mentioned
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.store import incidents, taxonomy
from bot.store.who import directory
from bot.usecases.work.keep_private import entitle, former_channels, make_private
from bot.views.private import form


async def ask_private(desk: Desk, typed: Typed) -> None:
    """Say what will happen, and ask who may see it."""
    found = await incident_for(desk, typed, "private")
    if found is None:
        return
    incident, typed = found
    if incident.private:
        more = f"`{desk.command} allow @who` lets more people see it."
        raise UserError(f"{incident.ref} is private already. {more}")
    named, _ = await mentioned(desk, typed.words)
    desk.after_ack(typed.body, lambda: _show(desk, typed.body, incident, named))


async def ask_allowed(desk: Desk, typed: Typed) -> None:
    """Ask who may see a private one too; whoever was typed is chosen already."""
    found = await incident_for(desk, typed, "allow")
    if found is None:
        return
    incident, typed = found
    must_be_private(incident)
    named, _ = await mentioned(desk, typed.words)
    desk.after_ack(typed.body, lambda: desk.show(typed.body, form.allow_form(incident, named)))


SUBCOMMANDS = (
    Subcommand("private", "private [@chloe]", "hides it from all but a few", ask_private, ("hide",)),
    Subcommand("allow", "allow [@chloe]", "lets somebody see a private one", ask_allowed, ("entitle",)),
)


def register(app: Routes, desk: Desk) -> None:
    async def submit(ack: AsyncAck, body: Body) -> None:
        number, named, stay = form.parse(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        await desk.db.write(make_private, number, named, by=by, press=press, with_members=stay)
        await ack()

    async def let_in(ack: AsyncAck, body: Body) -> None:
        number, named, _ = form.parse(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        await desk.db.write(entitle, number, named, by=by, press=press)
        await ack()

    app.view(form.CALLBACK)(submit)
    app.view(form.ALLOW_CALLBACK)(let_in)


async def _show(desk: Desk, body: Body, incident: Incident, named: tuple[str, ...]) -> None:
    called = await desk.db.read(_called, incident)
    merged = await desk.db.read(_merged, incident.id)
    former = await desk.db.read(former_channels, incident)
    await desk.show(body, form.render(incident, named, called, merged, former))


def _called(incident: Incident) -> int:
    return len(directory.members(taxonomy.load().categories[incident.category].responders))


def _merged(number: int) -> list[Incident]:
    """Give what was merged into it and is public still."""
    found = map(incidents.get, incidents.merged_into(number))
    return [one for one in found if one and not one.private]
