"""Declare from anywhere in Slack, and from a message: its words are in the form already."""

from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.domain.incident import Link, LinkKind
from bot.domain.rules.opening import Form
from bot.listeners.declare.open import new_draft, show_form
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.store import visible
from bot.store.who import people
from bot.views.declare import origin

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
    there = _link(body)
    earlier = await desk.db.read(visible.linked, LinkKind.ORIGIN, there.key, person)
    if earlier:
        shows = f"`{desk.command} status {earlier.ref}` shows it."
        raise UserError(f"{earlier.ref} was declared from this message already. {shows}")
    said = str(message.get("text") or "")
    known = await desk.db.read(people.several, origin.people_in(said))
    words = origin.plain(said, {one.id: one.name for one in known.values()})
    wish = Form(new_draft(), origin.title(words), origin.description(words), origin=there)
    await show_form(desk, body, person, wish)


def _link(body: dict[str, Any]) -> Link:
    """Name the message, and give its address.

    https://docs.slack.dev/reference/methods/chat.getPermalink says what addresses look like.
    """
    channel, ts, domain = body["channel"]["id"], body["message_ts"], body["team"]["domain"]
    thread = body["message"].get("thread_ts", ts)
    reply = f"?thread_ts={thread}&cid={channel}" if thread != ts else ""
    url = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}{reply}"
    return Link(LinkKind.ORIGIN, f"{channel}/{ts}", url)
