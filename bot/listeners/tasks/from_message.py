"""Make a message a task: its words are in the form already, and the task leads back to it."""

from slack_bolt.async_app import AsyncAck

from bot.domain.rules.tasks import LONGEST, Wish
from bot.listeners.desk import Body, Desk
from bot.listeners.permalink import permalink
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.store import visible
from bot.store.who import people
from bot.views.declare import origin
from bot.views.tasks import form
from bot.views.timeline import message as spoken

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: Routes, desk: Desk) -> None:
    async def make_task(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _show(desk, body))

    app.shortcut("make_task")(make_task)


async def _show(desk: Desk, body: Body) -> None:
    """The incident is the channel's; elsewhere it is asked for."""
    said, channel = spoken.text(body["message"]), body["channel"]["id"]
    known = await desk.db.read(people.several, origin.people_in(said))
    words = origin.plain(said, {one.id: one.name for one in known.values()})
    incident = await desk.db.read(visible.in_channel, channel, body["user"]["id"])
    wish = Wish(" ".join(words.split())[:LONGEST], url=permalink(body))
    await desk.show(body, form.new(incident, wish))
