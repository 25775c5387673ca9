"""`/incident service`: how a service stands, who is on call for it, and what happens there."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.store import taxonomy
from bot.store.catalog import services
from bot.views.catalog import service as view


async def show_service(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Give the one that was typed; where several fit, or none was typed, let them choose."""
    words = typed.words.strip()
    found = await desk.db.read(services.matching, words, desk.clock())
    if not found:
        known = await desk.db.read(services.matching, "", desk.clock())
        raise UserError(_no_such(words) if known else view.NONE_KNOWN)
    if len(found) > 1:
        desk.after_ack(typed.body, lambda: _open(desk, typed.body))
        return None
    key, now = found[0].key, desk.clock()
    looked = await desk.db.read(services.look, key, typed.person, now)
    if looked is None:
        raise UserError(_no_such(words))
    return view.message(looked, await desk.db.read(taxonomy.load), now)


SUBCOMMANDS = (
    Subcommand(
        "service",
        "service [Payments]",
        "shows how a service stands, and who is on call for it",
        show_service,
        ("services", "catalog"),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def suggest(ack: AsyncAck, body: Body) -> None:
        found = await desk.db.read(services.matching, body["value"], desk.clock())
        await ack(options=view.options(found))

    async def choose(ack: AsyncAck, body: Body) -> None:
        await ack()
        option = body["actions"][0].get("selected_option") or {}
        answer = partial(_update, desk, body, option.get("value", ""))
        desk.after_ack(body, answer, instead_of=body["view"]["id"])

    app.options(view.SEARCH)(suggest)
    app.action(view.SEARCH)(choose)


async def _open(desk: Desk, body: Body) -> None:
    await desk.show(body, view.modal(None, await desk.db.read(taxonomy.load), desk.clock()))


async def _update(desk: Desk, body: Body, key: str) -> None:
    now = desk.clock()
    looked = await desk.db.read(services.look, key, body["user"]["id"], now)
    modal = view.modal(looked, await desk.db.read(taxonomy.load), now)
    await desk.answers.update_view(body["view"]["id"], modal)


def _no_such(words: str) -> str:
    said = words.replace("`", "'")[:80]
    return f"There is no service called “{said}”. `/incident service` lets you choose one."
