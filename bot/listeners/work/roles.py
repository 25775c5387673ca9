"""`/incident roles`: who has which, taken with a button or given with a form."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.rules.roles import must_be_open
from bot.listeners.desk import Body, Desk
from bot.listeners.mentions import known_person
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.store import tasks, taxonomy
from bot.store.who import people
from bot.usecases.work.give_role import give_roles, take_role
from bot.views.roles import form, words
from bot.views.work import notice
from bot.views.work.card import TAKE_ROLE


async def roles(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Open the form, filled in with what was typed; a role that nobody has is taken at once."""
    found = await incident_for(desk, typed, "roles")
    if found is None:
        return None
    incident, typed = found
    must_be_open(incident)
    if not typed.words.strip():
        desk.after_ack(typed.body, lambda: _show(desk, typed.body, incident, {}, ""))
        return None
    return await _give(desk, typed, incident)


FORM = "Type `/incident roles`, and choose from the list."

SUBCOMMANDS = (
    Subcommand(
        "roles",
        "roles [commander @ben]",
        "shows and changes who leads; `/incident roles me` takes command",
        roles,
        ("role", "assign", "lead"),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def save(ack: AsyncAck, body: Body) -> None:
        asked = form.parse(body["view"])
        await desk.db.write(
            give_roles,
            asked.incident,
            asked.people,
            by=body["user"]["id"],
            press=body["trigger_id"],
            was=asked.was,
            words=asked.words,
        )
        await ack()

    async def take(ack: AsyncAck, body: Body) -> None:
        number, _, role = body["actions"][0]["value"].partition(":")
        by, press = body["user"]["id"], body["trigger_id"]
        await desk.db.write(take_role, int(number), role, by=by, press=press)
        await ack()

    app.view(form.CALLBACK)(save)
    app.action(re.compile(f"^{TAKE_ROLE}:"))(take)


async def _give(desk: Desk, typed: Typed, incident: Incident) -> dict[str, Any] | None:
    """Somebody else is called in by it, so the form shows it first."""
    known = await desk.db.read(taxonomy.load)
    wish = words.parse(typed.words, known)
    person = await _wished(desk, wish) or typed.person
    if person == typed.person and incident.holder(wish.role) in {"", person}:
        press = typed.body["trigger_id"]
        await desk.db.write(take_role, incident.id, wish.role, by=typed.person, press=press)
        return notice.message(f"You are {known.roles[wish.role].said} of {incident.ref}.")
    desk.after_ack(typed.body, lambda: _show(desk, typed.body, incident, {wish.role: person}, wish.words))
    return None


async def _wished(desk: Desk, wish: words.Wish) -> str:
    if wish.id:
        return await known_person(desk, wish.id, FORM)
    return await _named(desk, wish.name) if wish.name else ""


async def _named(desk: Desk, name: str) -> str:
    """Find the one who is called so; Slack gives typed names as they are."""
    found = await desk.db.read(people.called, name.rstrip(".,:;"))
    if len(found) != 1:
        known = "Several people are" if found else "Nobody here is"
        quoted = name.replace("`", "'")[:40]
        raise UserError(f"{known} called @{quoted}. {FORM}")
    return found[0].id


async def _show(desk: Desk, body: Body, incident: Incident, proposed: dict[str, str], handed: str) -> None:
    known, open_tasks = await desk.db.read(taxonomy.load), await desk.db.read(tasks.of, incident.id)
    await desk.show(
        body, form.render(incident, proposed, known, desk.clock(), words=handed, tasks=open_tasks)
    )
