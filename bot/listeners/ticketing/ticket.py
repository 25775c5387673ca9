"""`/incident ticket`: shows an incident's ticket; makes one, links one that is there, takes one away."""

from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.policy import hidden
from bot.domain.ticketing.asking import main_ticket
from bot.domain.ticketing.systems import SYSTEMS
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed, first_word
from bot.listeners.which import incident_for
from bot.store import visible
from bot.usecases.ticketing.file_tickets import (
    NOT_CONNECTED,
    create_ticket,
    link_ticket,
    unlink_ticket,
)
from bot.views import answered
from bot.views.ticketing import buttons, form
from bot.views.work import menu, notice


async def ticket(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Show it, or do at once what was typed."""
    if not desk.tickets:
        raise UserError(NOT_CONNECTED)
    found = await incident_for(desk, typed, menu.TICKET)
    if found is None:
        return None
    incident, typed = found
    word, rest = first_word(typed.words)
    if not word:
        desk.after_ack(typed.body, lambda: desk.show(typed.body, form.window(incident)))
        return None
    said = await _do(desk, typed, incident, word.lower(), rest or word)
    return notice.message(said)


SUBCOMMANDS = (
    Subcommand(
        menu.TICKET,
        "ticket [create, link INC-7, unlink]",
        "shows the ticket; makes one, links one, or unlinks it",
        ticket,
        ("jira", "issue", "raid", "rt"),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def create(ack: AsyncAck, body: Body) -> None:
        number, by = answered.pressed(body)["incident"], body["user"]["id"]
        incident = await desk.db.write(create_ticket, number, by=by, press=body["trigger_id"])
        await ack()
        _show_again(desk, body, incident)

    async def unlink(ack: AsyncAck, body: Body) -> None:
        said, by, press = answered.pressed(body), body["user"]["id"], body["trigger_id"]
        incident = await desk.db.write(unlink_ticket, said["incident"], said["ticket"], by=by, press=press)
        await ack()
        _show_again(desk, body, incident)

    async def ask(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _ask(desk, body))

    async def link(ack: AsyncAck, body: Body) -> None:
        number, key = form.parse(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        await desk.db.write(link_ticket, number, key, by=by, press=press)
        await ack(response_action="clear")

    app.action(buttons.CREATE)(create)
    app.action(buttons.UNLINK)(unlink)
    app.action(buttons.LINK)(ask)
    app.view(form.CALLBACK)(link)


async def _do(desk: Desk, typed: Typed, incident: Incident, word: str, key: str) -> str:
    """Do what was typed, and say so."""
    write, by, press = desk.db.write, typed.person, typed.body["trigger_id"]
    if word in {"create", "new", "make"}:
        await write(create_ticket, incident.id, by=by, press=press)
        return f"{incident.ref} gets a ticket; its channel is told."
    if word == "unlink":
        there = main_ticket(incident)
        if there is None:
            raise UserError(f"{incident.ref} has no ticket.")
        await write(unlink_ticket, incident.id, there.mark, by=by, press=press)
        return f"{there.name} does not belong to {incident.ref} any more."
    if word == "link" or any(one.keys.fullmatch(key.upper()) for one in SYSTEMS):
        await write(link_ticket, incident.id, key, by=by, press=press)
        return f"{key.upper()} is being linked to {incident.ref}."
    raise UserError(
        "Type `/incident ticket` to see it, `/incident ticket create` for a new one, "
        "`/incident ticket link INC-7` for one that is there, or `/incident ticket unlink`."
    )


def _show_again(desk: Desk, body: Body, incident: Incident) -> None:
    """The window shows what has become of it; where it was a message's button, its channel is told."""
    view = body.get("view") or {}
    if view.get("type") == "modal":
        desk.after_ack(body, lambda: desk.answers.update_view(view["id"], form.window(incident)))


async def _ask(desk: Desk, body: Body) -> None:
    number = answered.pressed(body)["incident"]
    incident = await desk.db.read(visible.incident, number, body["user"]["id"])
    if incident is None:
        raise UserError(hidden(number))
    await desk.show(body, form.asked(incident))
