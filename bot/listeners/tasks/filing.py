"""File a task as a ticket of its own, from wherever it is shown; it is shown again with it."""

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.listeners.tasks.showing import show_again, show_home, shown
from bot.store import tasks
from bot.usecases.ticketing.file_tickets import file_task
from bot.views.tasks import listing, notices, row

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: Routes, desk: Desk) -> None:
    async def file(ack: AsyncAck, body: Body) -> None:
        number, by = int(body["actions"][0]["value"]), body["user"]["id"]
        await desk.db.write(file_task, number, by=by, press=body["trigger_id"])
        await ack()
        view = body.get("view") or {}
        incident, whose = listing.shown(view)
        if incident or whose:
            desk.after_ack(body, lambda: show_again(desk, view["id"], by, incident, whose))
        elif view:
            desk.after_ack(body, lambda: show_home(desk, by))
        else:
            desk.after_ack(body, lambda: _say(desk, body, number))

    app.action(row.FILE)(file)


async def _say(desk: Desk, body: Body, number: int) -> None:
    """A message stays as it was posted."""
    task = await desk.db.read(tasks.get, number)
    if task is None:
        raise UserError("That task is there no more.")
    (one,) = await shown(desk, [task])
    await desk.give(body, notices.filed(one, desk.clock()))
