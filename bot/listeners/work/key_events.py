"""`/incident keyevents`: when it started, was detected, was over; typed, or filled in."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.rules.key_events import Said
from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy.offered import offered
from bot.domain.times.typed import echo, read_moment, zone_of
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.store import gates, taxonomy
from bot.store.who import people
from bot.usecases.work.set_key_events import set_key_events
from bot.views.close import form as close_form
from bot.views.work import key_events as view


async def key_events(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Take `detected 14:02`, or open the form."""
    found = await incident_for(desk, typed, "keyevents")
    if found is None:
        return None
    incident, typed = found
    if typed.words:
        return await _take(desk, typed, incident)
    desk.after_ack(typed.body, lambda: _show(desk, typed.body, incident, typed.person))
    return None


SUBCOMMANDS = (
    Subcommand(
        "keyevents",
        "keyevents [detected 14:02]",
        "says when it started, was detected, was over",
        key_events,
        ("key-events", "milestones"),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def save(ack: AsyncAck, body: Body) -> None:
        number, behind, said = view.parse(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        gate = await desk.db.write(set_key_events, number, said, by=by, press=press)
        if behind:
            await ack()
            form = close_form.again(gate, behind)
            behind_id = behind["view"]
            desk.after_ack(body, lambda: desk.answers.update_view(behind_id, form), instead_of=behind_id)
        else:
            await ack(response_action="update", view=view.known(gate))

    app.view(view.CALLBACK)(save)


async def _show(desk: Desk, body: Body, incident: Incident, person: str) -> None:
    gate = await desk.db.read(gates.of, incident, person, desk.clock())
    await desk.show(body, view.form(gate, close_form.behind(body)))


async def _take(desk: Desk, typed: Typed, incident: Incident) -> dict[str, Any]:
    words = await desk.db.read(taxonomy.load)
    name, _, when = typed.words.partition(" ")
    key, zone = _key(name, words), zone_of((await desk.db.read(people.get, typed.person)).zone)
    unknown, now = when.strip().lower() == "unknown", desk.clock()
    at = None if unknown else read_moment(when, zone, now)
    gate = await desk.db.write(
        set_key_events, incident.id, Said({key: at}), by=typed.person, press=typed.body["trigger_id"]
    )
    return view.message(gate, echo(at, zone, now) if at else "")


def _key(name: str, words: Taxonomy) -> str:
    """Find the key event by its name, or the beginning of it."""
    name = re.sub(r"\W", "", name.lower())
    found = [key for key in words.key_events if name and key.replace("-", "").startswith(name)]
    if len(found) != 1:
        asked = ", ".join(f"`{kind.key}`" for kind in offered(words.key_events) if kind.asked)
        how = "Say which one and when: `/incident keyevents detected 14:02`, or `unknown` for the time."
        raise UserError(f"{how} There are: {asked}.")
    return found[0]
