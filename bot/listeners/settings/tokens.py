"""An admin makes a token, sees its secret this once, or revokes one."""

from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.settings.show import show_again
from bot.listeners.subcommand import Subcommand
from bot.usecases.api.tokens import make_token, revoke_token
from bot.usecases.settings.edit_settings import must_be_admin
from bot.views.api import tokens as view
from bot.views.settings.listing import Place

SUBCOMMANDS: tuple[Subcommand, ...] = ()
HERE = Place(view.NAME)


def register(app: Routes, desk: Desk) -> None:
    async def ask(ack: AsyncAck, body: Body) -> None:
        form = await desk.db.read(_form, body["view"]["id"], body["user"]["id"])
        await ack()
        desk.after_ack(body, lambda: desk.show(body, form))

    async def make(ack: AsyncAck, body: Body) -> None:
        name, rights, behind = view.parse(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        secret = await desk.db.write(make_token, name, rights, by=by, press=press)
        await ack(response_action="update", view=view.made(name, secret))
        await show_again(desk, body, behind, HERE, by)

    async def revoke(ack: AsyncAck, body: Body) -> None:
        name, by = body["actions"][0]["value"], body["user"]["id"]
        await desk.db.write(revoke_token, name, by=by, press=body["trigger_id"])
        await ack()
        await show_again(desk, body, body["view"]["id"], HERE, by)

    app.action(view.MAKE)(ask)
    app.action(view.REVOKE)(revoke)
    app.view(view.CALLBACK)(make)


def _form(behind: str, person: str) -> dict[str, Any]:
    must_be_admin(person)
    return view.form(behind)
