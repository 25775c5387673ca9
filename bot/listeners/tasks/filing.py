"""File a task as a ticket of its own; the window shows it."""

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.listeners.desk import Body, Desk
from bot.listeners.subcommand import Subcommand
from bot.listeners.tasks.showing import show_again
from bot.usecases.ticketing.file_tickets import file_task
from bot.views.tasks import row

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: AsyncApp, desk: Desk) -> None:
    async def file(ack: AsyncAck, body: Body) -> None:
        number, by = int(body["actions"][0]["value"]), body["user"]["id"]
        incident = await desk.db.write(file_task, number, by=by, press=body["trigger_id"])
        await ack()
        view = body["view"]["id"]
        desk.after_ack(body, lambda: show_again(desk, view, by, incident.id, mine=False))

    app.action(row.FILE)(file)
