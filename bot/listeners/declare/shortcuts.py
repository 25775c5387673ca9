"""Declare from anywhere in Slack, and from a message: its words are in the form already."""

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.domain.incident import Link, LinkKind
from bot.domain.rules.opening import Form
from bot.listeners.declare.open import new_draft, show_form
from bot.listeners.desk import Body, Desk
from bot.listeners.permalink import permalink
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.store import visible
from bot.store.who import people
from bot.views.declare import origin
from bot.views.timeline import message as spoken

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: Routes, desk: Desk) -> None:
    async def declare(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: show_form(desk, body, body["user"]["id"], Form(new_draft())))

    async def declare_from_message(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _from_message(desk, body))

    app.shortcut("declare")(declare)
    app.shortcut("declare_from_message")(declare_from_message)


async def _from_message(desk: Desk, body: Body) -> None:
    """Raise UserError where an incident was declared from it before."""
    message, person = body["message"], body["user"]["id"]
    key = f"{body['channel']['id']}/{body['message_ts']}"
    earlier = await desk.db.read(visible.linked, LinkKind.ORIGIN, key, person)
    if earlier:
        shows = f"`{desk.command} status {earlier.ref}` shows it."
        raise UserError(f"{earlier.ref} was declared from this message already. {shows}")
    said = spoken.text(message)
    known = await desk.db.read(people.several, origin.people_in(said))
    words = origin.plain(said, {one.id: one.name for one in known.values()})
    there = Link(LinkKind.ORIGIN, key, permalink(body))
    wish = Form(new_draft(), origin.title(words), origin.description(words), origin=there)
    await show_form(desk, body, person, wish)
