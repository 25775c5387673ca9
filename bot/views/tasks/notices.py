"""What is told of a task: to the one who has it, and in the incident's channel."""

from datetime import datetime

from bot.domain.board import TaskSight
from bot.domain.incident import Incident
from bot.domain.tasks import Task
from bot.domain.ticketing.systems import system_of
from bot.views import blocks as b
from bot.views.tasks import row
from bot.views.words import bold, fit, person


def given(incident: Incident, one: TaskSight, by: str, now: datetime) -> b.Block:
    """To the one who has it now."""
    return _message(f"{person(by)} gave you a task of {incident.ref}", incident, one, now)


def due(incident: Incident, one: TaskSight, now: datetime) -> b.Block:
    """To the one who has it, on its day and after it. now: by their clock."""
    head = "This is overdue" if row.is_late(one.task, now) else "Today this is due"
    whose = "" if one.task.owner else ", and nobody has it"
    return _message(f"{head}{whose}: a task of {incident.ref}", incident, one, now)


def added(incident: Incident, one: TaskSight, by: str, now: datetime) -> b.Block:
    """In the channel."""
    text = f"{incident.ref}: {person(by)} added a task: {fit(one.task.title, 300)}"
    said, buttons = row.blocks(one, now)
    return b.message(text, [said, b.context(f"Added by {person(by)}"), buttons])


def finished(incident: Incident, task: Task, by: str, now: datetime, *, key: str = "") -> b.Block:
    """In the channel. `key`: the ticket in which somebody said so."""
    where = f"done in {fit(key, 60)}" if key else f"done by {person(by)}"
    title = fit(task.title, 300)
    did = f"{title} was finished in {system_of(key).title}" if key else f"{person(by)} did {title}"
    text = f"{incident.ref}: {did}"
    return b.message(text, [b.context(f"{row.said(task, now)} · {where}")])


def saved(one: TaskSight, now: datetime) -> b.Block:
    """To the one who added it by typing."""
    return b.message(f"Added to inc-{one.task.incident}: {fit(one.task.title, 300)}", row.blocks(one, now))


def filed(one: TaskSight, now: datetime) -> b.Block:
    """To the one who pressed, where nothing else shows it."""
    text = f"inc-{one.task.incident}: a ticket is being filed for {fit(one.task.title, 300)}"
    return b.message(text, row.blocks(one, now))


def done(task: Task, now: datetime) -> b.Block:
    """To the one who pressed, where nothing else shows it."""
    said = row.said(task, now)
    return b.message(said, [b.section(said), row.buttons(task)])


def _message(head: str, incident: Incident, one: TaskSight, now: datetime) -> b.Block:
    title = fit(incident.title, 250)
    rows = [b.section(f"{head} · {bold(title)}"), *row.blocks(one, now)]
    return b.message(f"{head}: {fit(one.task.title, 300)}", rows)
