"""`/incident keyevents`: when it started, was detected, was over; typed, or filled in."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

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
    """Take `started 13:50, detected 14:02`, or open the form."""
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
        "keyevents [started 13:50, detected 14:02]",
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
        if not behind:
            await ack(response_action="update", view=view.known(gate))
            return

        async def closing() -> Body:
            return close_form.again(gate, behind)

        await desk.go_back(ack, body, behind["view"], closing)

    app.view(view.CALLBACK)(save)


async def _show(desk: Desk, body: Body, incident: Incident, person: str) -> None:
    gate = await desk.db.read(gates.of, incident, person, desk.clock())
    await desk.show(body, view.form(gate, close_form.behind(body)))


async def _take(desk: Desk, typed: Typed, incident: Incident) -> dict[str, Any]:
    words = await desk.db.read(taxonomy.load)
    zone, now = zone_of((await desk.db.read(people.get, typed.person)).zone), desk.clock()
    moments = _moments(typed.words, words, zone, now)
    by, press = typed.person, typed.body["trigger_id"]
    gate = await desk.db.write(set_key_events, incident.id, Said(moments), by=by, press=press)
    read = {words.key_events[key].name: echo(at, zone, now) for key, at in moments.items() if at}
    return view.message(gate, read)


def _moments(typed: str, words: Taxonomy, zone: ZoneInfo, now: datetime) -> dict[str, datetime | None]:
    """Read `started 13:50, detected 14:02`; None where nobody can know it. Raises UserError."""
    found: dict[str, datetime | None] = {}
    for part in _parts(typed, words):
        name, _, when = part.partition(" ")
        key = _key(name, words)
        title = words.key_events[key].name
        if key in found:
            raise UserError(f"{title} stands there twice, so nothing was saved. Say it once.")
        try:
            found[key] = None if when.strip().lower() == "unknown" else read_moment(when, zone, now)
        except UserError as error:
            raise UserError(f"{title}: {error}") from None
    return found


def _parts(typed: str, words: Taxonomy) -> list[str]:
    """A comma parts them, and so does the name of the next one, spelled in full."""
    names = "|".join(map(re.escape, words.key_events))
    parts = re.split(rf"[,;\n]+|\s+and\s+|\s+(?=(?:{names})\b)", typed, flags=re.IGNORECASE)
    return [part.strip() for part in parts if part.strip()]


def _key(name: str, words: Taxonomy) -> str:
    """Find the key event by its name, or the beginning of it."""
    name = re.sub(r"\W", "", name.lower())
    found = [key for key in words.key_events if name and key.replace("-", "").startswith(name)]
    if len(found) != 1:
        asked = ", ".join(f"`{kind.key}`" for kind in offered(words.key_events) if kind.asked)
        how = "Say which and when: `/incident keyevents started 13:50, detected 14:02`."
        raise UserError(f"{how} What nobody can know is `unknown`. There are: {asked}.")
    return found[0]
