"""`/incident search`, and Home's button: a window that finds incidents by words and facts."""

import re
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.wanted import Wanted
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.store import taxonomy
from bot.store.find import query
from bot.views.declare import categories
from bot.views.find import filters, results

SHOWN = 10


async def search(desk: Desk, typed: Typed) -> None:
    """Open the window with what was typed."""
    wanted = Wanted(words=typed.words[: results.LONGEST])
    desk.after_ack(typed.body, lambda: _open(desk, typed.body, wanted))


SUBCOMMANDS = (
    Subcommand(
        "search",
        "search [words]",
        "finds incidents by words of their title, updates and notes",
        search,
        ("find", "history"),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def open_search(ack: AsyncAck, body: Body) -> None:
        await ack()
        wanted = results.recalled(body["actions"][0]["value"])
        desk.after_ack(body, lambda: _open(desk, body, wanted))

    async def narrow(ack: AsyncAck, body: Body) -> None:
        await ack()
        wanted = filters.changed(results.parse(body["view"]), body["actions"][0])
        desk.after_ack(body, partial(_update, desk, body, wanted), instead_of=body["view"]["id"])

    async def look(ack: AsyncAck, body: Body) -> None:
        await ack()
        wanted = results.searched(body["view"])
        desk.after_ack(body, partial(_update, desk, body, wanted), instead_of=body["view"]["id"])

    async def submit(ack: AsyncAck, body: Body) -> None:
        wanted = results.searched(body["view"])
        await ack(response_action="update", view=await _found(desk, body["user"]["id"], wanted))

    async def suggest(ack: AsyncAck, body: Body) -> None:
        await ack(options=categories.matching(body["value"], await desk.db.read(taxonomy.load)))

    app.action(results.OPEN)(open_search)
    app.action(re.compile(f"^{results.FILTER}:"))(narrow)
    app.action(results.TYPED)(look)
    app.view(results.CALLBACK)(submit)
    app.options(f"{results.FILTER}:category")(suggest)


async def _open(desk: Desk, body: Body, wanted: Wanted) -> None:
    person = body["user_id"] if "user_id" in body else body["user"]["id"]
    await desk.show(body, await _found(desk, person, wanted))


async def _update(desk: Desk, body: Body, wanted: Wanted) -> None:
    view = await _found(desk, body["user"]["id"], wanted)
    await desk.answers.update_view(body["view"]["id"], view)


async def _found(desk: Desk, person: str, wanted: Wanted) -> dict[str, Any]:
    known = await desk.db.read(taxonomy.load)
    found = await desk.db.read(query.find, wanted, person, known, desk.clock(), SHOWN)
    return results.modal(wanted, found, known, desk.clock())
