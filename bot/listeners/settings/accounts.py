"""An admin says who an account in another system belongs to, or takes that back."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.systems.accounts import Tie
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.settings.show import show_again
from bot.listeners.subcommand import Subcommand
from bot.store.who import accounts
from bot.usecases.settings.edit_settings import must_be_admin
from bot.usecases.settings.link_accounts import link_account
from bot.views.settings import accounts as view
from bot.views.settings.listing import Place

SUBCOMMANDS: tuple[Subcommand, ...] = ()
HERE = Place(view.NAME)


def register(app: Routes, desk: Desk) -> None:
    async def ask(ack: AsyncAck, body: Body) -> None:
        value = body["actions"][0].get("value", "")
        form = await desk.db.read(_form, value, body["view"]["id"], body["user"]["id"])
        await ack()
        desk.after_ack(body, lambda: desk.show(body, form))

    async def suggest(ack: AsyncAck, body: Body) -> None:
        found = await desk.db.read(_found, body["value"], body["user"]["id"])
        await ack(options=view.options(found))

    async def link(ack: AsyncAck, body: Body) -> None:
        source, key, person, behind = view.parse(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        await desk.db.write(link_account, source, key, person, by=by, press=press)
        await ack()
        await show_again(desk, body, behind, HERE, by)

    async def unlink(ack: AsyncAck, body: Body) -> None:
        source, key = view.account_of(body["actions"][0]["value"])
        by, press = body["user"]["id"], body["trigger_id"]
        await desk.db.write(link_account, source, key, "", by=by, press=press)
        await ack()
        await show_again(desk, body, body["view"]["id"], HERE, by)

    app.action(re.compile(f"^{view.LINK}(:one)?$"))(ask)
    app.action(view.UNLINK)(unlink)
    app.options(view.SEARCH)(suggest)
    app.view(view.CALLBACK)(link)


def _form(value: str, behind: str, person: str) -> dict[str, Any]:
    must_be_admin(person)
    source, key = view.account_of(value)
    account = accounts.get(source, key)
    return view.form(behind, Tie(source, account) if account else None)


def _found(typed: str, person: str) -> list[Tie]:
    must_be_admin(person)
    return accounts.search(typed)
