"""Make an incident of a page that began without one."""

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand
from bot.store import taxonomy
from bot.store.declare import outlook
from bot.store.oncall import calls
from bot.usecases.paging.call_people import adopt_call
from bot.views.paging import calls as view

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: Routes, desk: Desk) -> None:
    async def ask(ack: AsyncAck, body: Body) -> None:
        await desk.db.read(outlook.must_be_allowed, body["user"]["id"])
        await ack()
        desk.after_ack(body, lambda: _show_form(desk, body, int(body["actions"][0]["value"])))

    async def submit(ack: AsyncAck, body: Body) -> None:
        number, wish = view.parse(body["view"])
        await desk.db.write(adopt_call, number, wish, by=body["user"]["id"])
        await ack()

    app.action(view.ADOPT)(ask)
    app.view(view.CALLBACK)(submit)


async def _show_form(desk: Desk, body: Body, number: int) -> None:
    call = await desk.db.read(calls.get, number)
    if call is None or call.page.asked_by != body["user"]["id"]:
        raise UserError("That page is not yours. Declare the incident with `/incident open`.")
    if call.incident:
        raise UserError(f"It is inc-{call.incident} already. App Home lists the active ones.")
    await desk.show(body, view.form(call, await desk.db.read(taxonomy.load)))
