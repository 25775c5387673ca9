"""The picker, the menu of what can be done with an incident, and the buttons that run a subcommand.

The menu opens from a message too: in threads Slack runs no command.
"""

import re

from slack_bolt.async_app import AsyncAck

from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.store import visible
from bot.views.work import menu, picker


async def more(desk: Desk, typed: Typed) -> None:
    """Open the menu."""
    found = await incident_for(desk, typed, menu.MORE)
    if found:
        incident, typed = found
        shown = menu.render(incident, pages=desk.pages, tickets=desk.tickets)
        desk.after_ack(typed.body, lambda: desk.show(typed.body, shown))


SUBCOMMANDS = (
    Subcommand(menu.MORE, "more", "shows all that can be done with an incident", more, ("actions", "menu")),
)


def register(app: Routes, desk: Desk) -> None:
    async def search(ack: AsyncAck, body: Body) -> None:
        found = await desk.db.read(visible.matching, body["value"], body["user"]["id"])
        await ack(options=picker.options(found))

    async def pick(ack: AsyncAck, body: Body) -> None:
        number, word, words, channel = picker.parse(body["view"])
        await _run(desk, ack, word, Typed(words, body["user"]["id"], channel, body, number))

    async def press(ack: AsyncAck, body: Body) -> None:
        action = body["actions"][0]
        channel = body.get("channel", {}).get("id", "")
        typed = Typed("", body["user"]["id"], channel, body, int(action["value"]))
        await _run(desk, ack, action["action_id"].removeprefix(menu.RUN), typed)

    async def work_on_incident(ack: AsyncAck, body: Body) -> None:
        person, channel, ts = body["user"]["id"], body["channel"]["id"], body["message_ts"]
        thread = body["message"].get("thread_ts", ts)
        found = await desk.db.read(visible.at_message, channel, ts, thread, person)
        await _run(desk, ack, menu.MORE, Typed("", person, channel, body, found.id if found else 0))

    app.options(picker.SEARCH)(search)
    app.view(picker.CALLBACK)(pick)
    app.action(re.compile(f"^{menu.RUN}"))(press)
    app.shortcut("work_on_incident")(work_on_incident)


async def _run(desk: Desk, ack: AsyncAck, word: str, typed: Typed) -> None:
    """Do as if it had been typed; a message that would answer is shown to the one who chose."""
    message = await desk.subcommands[word](desk, typed)
    await ack()
    if message:
        desk.after_ack(typed.body, lambda: desk.give(typed.body, message))
