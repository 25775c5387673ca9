"""`/incident tasks`: what is to be done, added by typing or in a form, and said to be done."""

from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.rules.tasks import Wish
from bot.domain.times.days import day_at_end
from bot.listeners.desk import Body, Desk
from bot.listeners.mentions import mentioned
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed, first_word
from bot.listeners.tasks.showing import (
    listed,
    now_of,
    show_again,
    show_home,
    show_tasks,
    show_whose,
    shown,
    visible_incident,
)
from bot.listeners.which import incident_for
from bot.store import tasks as store
from bot.usecases.work.tasks import add_task, change_task, finish_task
from bot.views.tasks import form, listing, notices, row

WHOSE = {
    **dict.fromkeys(("mine", "my", "me"), listing.MINE),
    **dict.fromkeys(("overdue", "late"), listing.OVERDUE),
    **dict.fromkeys(("all", "everybody"), listing.ALL),
}

FORM = "Leave the name out, or type `/incident tasks add` alone for a form."
"""What to do where a name is not one person's."""


async def tasks(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Show them, or add one."""
    whose = WHOSE.get(typed.words.lower())
    if whose:
        desk.after_ack(typed.body, lambda: show_whose(desk, typed.body, typed.person, whose))
        return None
    found = await incident_for(desk, typed, "tasks")
    if found is None:
        return None
    incident, typed = found
    word, words = first_word(typed.words)
    if not word:
        desk.after_ack(typed.body, lambda: show_tasks(desk, typed.body, typed.person, incident))
        return None
    if word.lower() != "add":
        raise UserError(
            "Type `/incident tasks` to see them, `/incident tasks mine` for yours, "
            "`/incident tasks overdue` for what is late of everybody, "
            "or `/incident tasks add Write to the sellers @ben friday`."
        )
    if words:
        return await _add(desk, typed, incident, words)
    desk.after_ack(typed.body, lambda: desk.show(typed.body, form.new(incident, Wish(""))))
    return None


SUBCOMMANDS = (
    Subcommand(
        "tasks",
        "tasks [add Write to them @ben friday]",
        "shows what is to be done, or adds to it; `/incident tasks mine` shows yours, `overdue` what is late",
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
        await desk.go_back(ack, body, asked.behind, lambda: listed(desk, by, asked.incident, asked.whose))

    async def finish(ack: AsyncAck, body: Body) -> None:
        action, by = body["actions"][0], body["user"]["id"]
        number, done, press = int(action["value"]), action["action_id"] == row.DONE, body["trigger_id"]
        task = await desk.db.write(finish_task, number, done=done, by=by, press=press)
        await ack()
        incident, whose = listing.shown(body.get("view") or {})
        if incident or whose:
            desk.after_ack(body, lambda: show_again(desk, body["view"]["id"], by, incident, whose))
        elif body.get("view"):
            desk.after_ack(body, lambda: show_home(desk, by))
        else:
            desk.after_ack(body, lambda: desk.give(body, notices.done(task, desk.clock())))

    app.action(listing.ADD)(ask_new)
    app.action(row.EDIT)(ask_edit)
    app.action(row.DONE)(finish)
    app.action(row.AGAIN)(finish)
    app.view(form.CALLBACK)(save)


async def _add(desk: Desk, typed: Typed, incident: Incident, words: str) -> dict[str, Any]:
    """Take `Write to them @ben friday` at its word."""
    owners, title = await mentioned(desk, words, FORM)
    if len(owners) > 1:
        raise UserError("One person has a task: name one, or nobody. Add one for each where all shall do it.")
    now = await now_of(desk, typed.person)
    title, due_on = day_at_end(title, now.date())
    wish = Wish(title, owners[0] if owners else "", due_on)
    await desk.db.write(add_task, incident.id, wish, by=typed.person, press=typed.body["trigger_id"])
    there = await desk.db.read(store.newest_by, incident.id, typed.person)
    return notices.saved((await shown(desk, [there]))[0], now)


async def _ask_new(desk: Desk, body: Body) -> None:
    incident = await visible_incident(desk, int(body["actions"][0]["value"]), body["user"]["id"])
    await desk.show(body, form.new(incident, Wish(""), behind=body["view"]["id"]))


async def _ask_edit(desk: Desk, body: Body) -> None:
    """Ask with what is known; the window below shows the change."""
    task = await desk.db.read(store.get, int(body["actions"][0]["value"]))
    if task is None:
        raise UserError("That task is there no more.")
    await visible_incident(desk, task.incident, body["user"]["id"])
    incident, whose = listing.shown(body.get("view") or {})
    behind = body["view"]["id"] if incident or whose else ""
    await desk.show(body, form.edit(task, behind=behind, whose=whose))
