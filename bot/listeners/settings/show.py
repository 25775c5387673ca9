"""`/incident settings`, and the button in App Home: the settings, a section at a time."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.domain.settings import permissions
from bot.domain.settings.sections import DESCRIBED
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.store import taxonomy
from bot.store.api import tokens
from bot.store.running import jobs, troubles
from bot.store.running.jobs import Job
from bot.store.settings import audit, known, uses
from bot.store.settings.permissions import gaps
from bot.store.systems import exchanges, standings
from bot.store.who import accounts
from bot.usecases.settings.edit_settings import may_delete, move_entry, must_be_admin
from bot.views.api import tokens as tokens_view
from bot.views.settings import accounts as accounts_view
from bot.views.settings import fields, form, health, listing, rights, usergroups
from bot.views.settings import jobs as jobs_view
from bot.views.settings.fields import Around
from bot.views.settings.listing import Beside, Place
from bot.views.systems import exchanges as exchanges_view
from bot.views.systems.exchanges import Carried

MOVES = {"up": -1, "down": 1}

BESIDE: Mapping[str, Callable[[Place, str], Beside]] = {
    "history": lambda _place, _person: Beside(changes=audit.newest()),
    jobs_view.NAME: lambda _place, _person: Beside(jobs=jobs.everything()),
    usergroups.NAME: lambda _place, _person: Beside(
        usergroups=known.all_usergroups(), jobs=_job(usergroups.JOB)
    ),
    tokens_view.NAME: lambda _place, _person: Beside(tokens=tokens.everything()),
    accounts_view.NAME: lambda _place, _person: Beside(ties=accounts.present()),
    exchanges_view.NAME: lambda place, person: Beside(carried=_carried(place, person)),
    permissions.SECTION: lambda _place, _person: Beside(gaps=gaps(taxonomy.load())),
    rights.NAME: lambda _place, _person: Beside(gaps=gaps(taxonomy.load())),
    health.NAME: lambda _place, _person: Beside(troubles=troubles.present(), accounts=standings.present()),
}
"""What is asked of the database besides the settings, section by section."""


async def settings(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Open them where they were asked for: `settings categories`."""
    place = listing.find(typed.words) if typed.words.strip() else Place()
    if place is None:
        raise UserError(listing.unknown(typed.words))
    view = await desk.db.read(_shown, place, typed.person)
    desk.after_ack(typed.body, lambda: desk.show(typed.body, view))
    return None


SUBCOMMANDS = (
    Subcommand(
        "settings",
        "settings [section]",
        "shows and changes what incidents are made of, for admins",
        settings,
        ("config",),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def open_settings(ack: AsyncAck, body: Body) -> None:
        section = body["actions"][0].get("value") or Place().section
        view = await desk.db.read(_shown, Place(section), body["user"]["id"])
        await ack()
        desk.after_ack(body, lambda: desk.show(body, view))

    async def choose(ack: AsyncAck, body: Body) -> None:
        section = body["actions"][0]["selected_option"]["value"]
        await turn_to(desk, ack, body, Place(section))

    async def turn(ack: AsyncAck, body: Body) -> None:
        place = listing.where(body["view"])
        await turn_to(desk, ack, body, replace(place, page=int(body["actions"][0]["value"])))

    async def add(ack: AsyncAck, body: Body) -> None:
        await _push(desk, ack, body, "")

    async def act(ack: AsyncAck, body: Body) -> None:
        await _act(desk, ack, body)

    async def suggest(ack: AsyncAck, body: Body) -> None:
        found = await desk.db.read(known.usergroups, body["value"])
        await ack(options=fields.usergroups(found, body["value"]))

    async def suggest_condition(ack: AsyncAck, body: Body) -> None:
        present = await desk.db.read(taxonomy.document)
        await ack(options=fields.conditions(present, body["value"]))

    app.action(listing.OPEN)(open_settings)
    app.action(health.OPEN)(open_settings)
    app.action(listing.SECTION)(choose)
    app.action(re.compile(f"^{listing.PAGE}:"))(turn)
    app.action(listing.ADD)(add)
    app.action(listing.CHANGE)(add)
    app.action(listing.ENTRY)(act)
    app.options(fields.GROUPS)(suggest)
    app.options(fields.WHEN)(suggest_condition)


async def show_again(desk: Desk, body: Body, behind: str, place: Place, person: str) -> None:
    """Bring the list below a form to the present, after the ack."""
    view = await desk.db.read(_shown, place, person)
    desk.after_ack(body, lambda: desk.answers.update_view(behind, view), instead_of=behind)


async def turn_to(desk: Desk, ack: AsyncAck, body: Body, place: Place) -> None:
    """Show another part of the settings in the same window."""
    view, view_id = await desk.db.read(_shown, place, body["user"]["id"]), body["view"]["id"]
    await ack()
    desk.after_ack(body, lambda: desk.answers.update_view(view_id, view), instead_of=view_id)


async def _act(desk: Desk, ack: AsyncAck, body: Body) -> None:
    """Do what the menu beside an entry offers."""
    deed, key = listing.chosen(body["actions"][0]["selected_option"]["value"])
    if deed in MOVES:
        place, by, press = listing.where(body["view"]), body["user"]["id"], body["trigger_id"]
        await desk.db.write(move_entry, place.section, key, MOVES[deed], by=by, press=press)
        await turn_to(desk, ack, body, place)
    elif deed == "delete":
        await _ask(desk, ack, body, key)
    else:
        await _push(desk, ack, body, key)


async def _push(desk: Desk, ack: AsyncAck, body: Body, key: str) -> None:
    place, behind = listing.where(body["view"]), body["view"]["id"]
    view = await desk.db.read(_form, place, key, behind, body["user"]["id"])
    await ack()
    desk.after_ack(body, lambda: desk.show(body, view))


async def _ask(desk: Desk, ack: AsyncAck, body: Body, key: str) -> None:
    place, behind = listing.where(body["view"]), body["view"]["id"]
    view = await desk.db.read(_removal, place, key, behind, body["user"]["id"])
    await ack()
    desk.after_ack(body, lambda: desk.show(body, view))


def _job(name: str) -> list[Job]:
    found = jobs.get(name)
    return [found] if found else []


def _shown(place: Place, person: str) -> dict[str, Any]:
    must_be_admin(person)
    ask = BESIDE.get(place.section)
    return listing.render(taxonomy.document(), place, ask(place, person) if ask else listing.NOTHING)


def _carried(place: Place, person: str) -> Carried:
    system, number = exchanges_view.of_what(place.of)
    lines, older = exchanges.newest(person, system=system, incident=number, before=place.page)
    return Carried(lines, place.of, older)


def _form(place: Place, key: str, behind: str, person: str) -> dict[str, Any]:
    must_be_admin(person)
    section, present = DESCRIBED[place.section], taxonomy.document()
    if key and key not in present[section.name]:
        raise UserError(f"{key} is there no more. Look at the list again.")
    return form.render(section, key, Around(present, known.channel_ids()), behind, place)


def _removal(place: Place, key: str, behind: str, person: str) -> dict[str, Any]:
    must_be_admin(person)
    section, present = DESCRIBED[place.section], taxonomy.document()
    if key not in present[section.name]:
        raise UserError(f"{key} is there no more. Look at the list again.")
    deletes = may_delete(present, section.name, key)
    held = uses.count(section.name, key)
    return form.removal(section, key, present[section.name][key], behind, place, deletes=deletes, held=held)
