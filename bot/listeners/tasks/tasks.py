"""`/incident tasks`: what is to be done, added by typing or in a form, and said to be done."""

from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.rules.tasks import Wish
from bot.domain.times.days import day_at_end
from bot.domain.times.typed import zone_of
from bot.listeners.desk import Body, Desk
from bot.listeners.mentions import mentioned
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.tasks.showing import (
    show_again,
    show_home,
    show_mine,
    show_tasks,
    shown,
    visible_incident,
)
from bot.listeners.which import incident_for
from bot.store import tasks as store
from bot.store.who import people
from bot.usecases.work.tasks import add_task, change_task, finish_task
from bot.views.tasks import form, listing, notices, row

MINE = {"mine", "my", "me"}


async def tasks(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Show them, or add one."""
    if typed.words.lower() in MINE:
        desk.after_ack(typed.body, lambda: show_mine(desk, typed.body, typed.person))
        return None
    found = await incident_for(desk, typed, "tasks")
    if found is None:
        return None
    incident, typed = found
    word, _, words = typed.words.partition(" ")
    if not word:
        desk.after_ack(typed.body, lambda: show_tasks(desk, typed.body, incident))
        return None
    if word.lower() != "add":
        raise UserError(
            "Type `/incident tasks` to see them, `/incident tasks mine` for yours, "
            "or `/incident tasks add Write to the sellers @ben friday`."
        )
    if words.strip():
        return await _add(desk, typed, incident, words)
    desk.after_ack(typed.body, lambda: desk.show(typed.body, form.new(incident, Wish(""))))
    return None


SUBCOMMANDS = (
    Subcommand(
        "tasks",
        "tasks [add Write to them @ben friday]",
        "shows what is to be done, or adds to it; `/incident tasks mine` shows yours",
        tasks,
        ("task", "todo", "followup", "followups", "follow-ups"),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def ask_new(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _ask_new(desk, body))

    async def ask_edit(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: _ask_edit(desk, body))

    async def save(ack: AsyncAck, body: Body) -> None:
        asked, by, press = form.parse(body["view"]), body["user"]["id"], body["trigger_id"]
        if asked.task:
            await desk.db.write(change_task, asked.task, asked.wish, by=by, press=press)
        else:
            await desk.db.write(add_task, asked.incident, asked.wish, by=by, press=press)
        await ack()
        if asked.behind:
            desk.after_ack(body, lambda: show_again(desk, asked.behind, by, asked.incident, mine=asked.mine))

    async def finish(ack: AsyncAck, body: Body) -> None:
        action, by = body["actions"][0], body["user"]["id"]
        number, done, press = int(action["value"]), action["action_id"] == row.DONE, body["trigger_id"]
        task = await desk.db.write(finish_task, number, done=done, by=by, press=press)
        await ack()
        incident, mine = listing.shown(body.get("view") or {})
        if incident or mine:
            desk.after_ack(body, lambda: show_again(desk, body["view"]["id"], by, incident, mine=mine))
        elif body.get("view"):
            desk.after_ack(body, lambda: show_home(desk, by))
        else:
            desk.after_ack(body, lambda: desk.give(body, notices.done(task, desk.clock())))

    async def all_mine(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: show_mine(desk, body, body["user"]["id"]))

    app.action(listing.ADD)(ask_new)
    app.action(row.EDIT)(ask_edit)
    app.action(row.DONE)(finish)
    app.action(row.AGAIN)(finish)
    app.action(row.ALL)(all_mine)
    app.view(form.CALLBACK)(save)


async def _add(desk: Desk, typed: Typed, incident: Incident, words: str) -> dict[str, Any]:
    """Take `Write to them @ben friday` at its word."""
    owners, title = await mentioned(desk, words)
    if len(owners) > 1:
        raise UserError("One person has a task: name one, or nobody. Add one for each where all shall do it.")
    title, due_on = day_at_end(title, await _today(desk, typed.person))
    wish = Wish(title, owners[0] if owners else "", due_on)
    await desk.db.write(add_task, incident.id, wish, by=typed.person, press=typed.body["trigger_id"])
    there = await desk.db.read(store.newest_by, incident.id, typed.person)
    return notices.saved((await shown(desk, [there]))[0], desk.clock())


async def _today(desk: Desk, person: str) -> date:
    """Give the day that it is where they are."""
    zone = (await desk.db.read(people.get, person)).zone
    return desk.clock().astimezone(zone_of(zone)).date()


async def _ask_new(desk: Desk, body: Body) -> None:
    incident = await visible_incident(desk, int(body["actions"][0]["value"]), body["user"]["id"])
    await desk.show(body, form.new(incident, Wish(""), behind=body["view"]["id"]))


async def _ask_edit(desk: Desk, body: Body) -> None:
    """Ask with what is known; the window below shows the change."""
    task = await desk.db.read(store.get, int(body["actions"][0]["value"]))
    if task is None:
        raise UserError("That task is there no more.")
    await visible_incident(desk, task.incident, body["user"]["id"])
    incident, mine = listing.shown(body.get("view") or {})
    behind = body["view"]["id"] if incident or mine else ""
    await desk.show(body, form.edit(task, behind=behind, mine=mine))
