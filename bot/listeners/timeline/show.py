"""`/incident timeline`: shows what happened; words after it are put there, with their time."""

import re
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.policy import Deed, hidden
from bot.domain.timeline.present import KINDS, Note, present
from bot.domain.times.typed import echo, read_moment, zone_of
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.store import timeline, visible
from bot.store.who import people, standings
from bot.usecases.work.redact_text import where_it_stands, words_of
from bot.usecases.work.write_notes import add_note, change_note, remove_note
from bot.views.timeline import form, page, redaction
from bot.views.timeline.page import Place

_WHEN = re.compile(
    r"((?:(?:today|yesterday|\d{4}-\d{2}-\d{2})[ T])?\d{1,2}:\d{2}|\d{1,4} ?(?:m|min|h) ago)[:,]?(?:\s+|$)",
    re.IGNORECASE,
)


async def show_timeline(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Show it, or add what was typed."""
    found = await incident_for(desk, typed, "timeline")
    if found is None:
        return None
    incident, typed = found
    if typed.words.strip():
        return await _add(desk, typed, incident)
    desk.after_ack(typed.body, lambda: _show(desk, typed.body, incident, typed.person))
    return None


SUBCOMMANDS = (
    Subcommand(
        "timeline",
        "timeline [14:02 words]",
        "shows what happened, or adds a note to it",
        show_timeline,
        ("note", "notes", "log"),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def turn(ack: AsyncAck, body: Body) -> None:
        await ack()
        where = page.place(body["actions"][0]["value"])
        desk.after_ack(body, lambda: _refresh(desk, body, where))

    async def ask(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _ask(desk, body, ""))

    async def choose(ack: AsyncAck, body: Body) -> None:
        await _choose(desk, ack, body)

    async def redact(ack: AsyncAck, body: Body) -> None:
        await ack()
        where, entry = page.of_view(body["view"]), int(body["actions"][0]["value"])
        desk.after_ack(body, lambda: _redact(desk, body, where.incident, entry))

    async def save(ack: AsyncAck, body: Body) -> None:
        behind, _, words, at = form.parse(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        await desk.db.write(add_note, behind.place.incident, words, at, by=by, press=press)
        await desk.go_back(ack, body, behind.view, lambda: _read(desk, behind.place, by))

    async def correct(ack: AsyncAck, body: Body) -> None:
        behind, note, words, _ = form.parse(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        await desk.db.write(change_note, behind.place.incident, note, words, by=by, press=press)
        await desk.go_back(ack, body, behind.view, lambda: _read(desk, behind.place, by))

    app.action(re.compile(f"^{page.TURN}:"))(turn)
    app.action(page.ADD)(ask)
    app.action(page.NOTE)(choose)
    app.action(page.ROW)(redact)
    app.view(form.ADD)(save)
    app.view(form.CORRECT)(correct)


async def _choose(desk: Desk, ack: AsyncAck, body: Body) -> None:
    """Do what the menu beside a note offers."""
    deed, note = page.chosen(body["actions"][0]["selected_option"]["value"])
    where = page.of_view(body["view"])
    if deed == page.REDACT:
        await ack()
        desk.after_ack(body, lambda: _redact(desk, body, where.incident, int(note)))
    elif deed == page.REMOVE:
        by, press = body["user"]["id"], body["trigger_id"]
        await desk.db.write(remove_note, where.incident, note, by=by, press=press)
        await ack()
        desk.after_ack(body, lambda: _refresh(desk, body, where))
    else:
        await ack()
        desk.after_ack(body, lambda: _ask(desk, body, note))


async def _add(desk: Desk, typed: Typed, incident: Incident) -> dict[str, Any]:
    """A time before the words says when it was, in the zone of the one who typed it."""
    zone, now = zone_of((await desk.db.read(people.get, typed.person)).zone), desk.clock()
    said = _WHEN.match(typed.words)
    at: datetime | None = read_moment(said[1], zone, now) if said else None
    words = typed.words[said.end() :] if said else typed.words
    press = typed.body["trigger_id"]
    await desk.db.write(add_note, incident.id, words, at, by=typed.person, press=press)
    return page.added(incident, echo(at, zone, now) if at else "")


async def _show(desk: Desk, body: Body, incident: Incident, person: str) -> None:
    await desk.show(body, await _render(desk, incident, Place(incident.id), person))


async def _refresh(desk: Desk, body: Body, where: Place) -> None:
    await desk.answers.update_view(body["view"]["id"], await _read(desk, where, body["user"]["id"]))


async def _read(desk: Desk, where: Place, person: str) -> dict[str, Any]:
    return await _render(desk, await _visible(desk, where.incident, person), where, person)


async def _ask(desk: Desk, body: Body, note: str) -> None:
    """note: the one to correct; empty where a new one is to be written."""
    where, view = page.of_view(body["view"]), body["view"]["id"]
    incident, behind = await _visible(desk, where.incident, body["user"]["id"]), form.Behind(view, where)
    if not note:
        await desk.show(body, form.add(behind, desk.clock()))
        return
    there = present(await desk.db.read(timeline.of, incident.id, *KINDS)).get(note, Note(note))
    if there.added is None:
        raise UserError("Somebody has taken that note away in the meantime. Open the timeline again.")
    await desk.show(body, form.correct(there, behind))


async def _redact(desk: Desk, body: Body, number: int, entry: int) -> None:
    """Show where the words of this entry stand: all of them, for who asks to cut down."""
    by = body["user"]["id"]
    words = await desk.db.read(words_of, number, entry, by=by)
    incident, found = await desk.db.read(where_it_stands, number, words, by=by)
    await desk.show(body, redaction.render(incident, words, found))


async def _visible(desk: Desk, number: int, person: str) -> Incident:
    incident = await desk.db.read(visible.incident, number, person)
    if incident is None:
        raise UserError(hidden(number))
    return incident


async def _render(desk: Desk, incident: Incident, where: Place, person: str) -> dict[str, Any]:
    happened = await desk.db.read(timeline.of, incident.id)
    reader = await desk.db.read(standings.of, person, incident)
    redacts = not policy.why_not(reader, Deed.REDACT, incident)
    return page.render(incident, happened, where, reader.person.zone, redacts=redacts)
