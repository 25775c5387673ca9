"""`/incident look inc-7 why`: who may break the glass sees a private one, and everybody inside hears it."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.policy import hidden
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.store import incidents, sights
from bot.store.who import standings
from bot.usecases.work.keep_private import look_inside
from bot.views.private import form
from bot.views.work import details

_NAMED = re.compile(r"(?:inc-)?(\d{1,9})\b\s*", re.IGNORECASE)


async def look(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Show it, where the reason was typed; else ask for it."""
    named = _NAMED.match(typed.words)
    number = typed.incident or (int(named[1]) if named else 0)
    if not number:
        raise UserError(f"Name the incident and say why: `{desk.command} look inc-7 customer data at risk`.")
    reason = typed.words[named.end() :] if named else typed.words
    if not reason.strip():
        if not await desk.db.read(_may_look, number, typed.person):
            raise UserError(hidden(number))
        desk.after_ack(typed.body, lambda: desk.show(typed.body, form.look_form(number)))
        return None
    by, press = typed.person, typed.body["trigger_id"]
    incident = await desk.db.write(look_inside, number, reason, by=by, press=press)
    return details.message(await desk.db.read(sights.with_events, incident, desk.clock()))


SUBCOMMANDS = (
    Subcommand("look", "look inc-7 why", "looks inside a private one, if you may; it is told there", look),
)


def register(app: Routes, desk: Desk) -> None:
    async def submit(ack: AsyncAck, body: Body) -> None:
        number, reason = form.parse_look(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        incident = await desk.db.write(look_inside, number, reason, by=by, press=press)
        sight = await desk.db.read(sights.with_events, incident, desk.clock())
        await ack(response_action="update", view=details.modal(sight))

    app.view(form.LOOK_CALLBACK)(submit)


def _may_look(number: int, person: str) -> bool:
    incident = incidents.get(number)
    return incident is not None and policy.may_look(standings.of(person, incident), incident)
