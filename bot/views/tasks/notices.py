"""What is told of a task: to the one who has it, and in the incident's channel."""

from datetime import datetime

from bot.domain.incident import Incident
from bot.domain.tasks import Task
from bot.views import blocks as b
from bot.views.tasks import row
from bot.views.words import bold, fit, person


def given(incident: Incident, task: Task, by: str, now: datetime) -> b.Block:
    """To the one who has it now."""
    return _message(f"{person(by)} gave you a task of {incident.ref}", incident, task, now)


def due(incident: Incident, task: Task, now: datetime) -> b.Block:
    """To the one who has it, on its day."""
    head = "Today this is due" if task.owner else "Today this is due, and nobody has it"
    return _message(f"{head}: a task of {incident.ref}", incident, task, now)


def added(incident: Incident, task: Task, by: str, now: datetime) -> b.Block:
    """In the channel."""
    text = f"{incident.ref}: {person(by)} added a task: {fit(task.title, 300)}"
    return b.message(
        text, [b.section(row.said(task, now)), b.context(f"Added by {person(by)}"), row.buttons(task)]
    )


def finished(incident: Incident, task: Task, by: str, now: datetime, *, key: str = "") -> b.Block:
    """In the channel. `key`: the ticket in which somebody said so."""
    where = f"done in {fit(key, 60)}" if key else f"done by {person(by)}"
    title = fit(task.title, 300)
    text = f"{incident.ref}: " + (f"{title} was finished in Jira" if key else f"{person(by)} did {title}")
    return b.message(text, [b.context(f"{row.said(task, now)} · {where}")])


def saved(task: Task, now: datetime) -> b.Block:
    """To the one who added it by typing."""
    text = row.said(task, now)
    return b.message(
        f"Added to inc-{task.incident}: {fit(task.title, 300)}", [b.section(text), row.buttons(task)]
    )


def done(task: Task, now: datetime) -> b.Block:
    """To the one who pressed, where nothing else shows it."""
    said = row.said(task, now)
    return b.message(said, [b.section(said), row.buttons(task)])


def _message(head: str, incident: Incident, task: Task, now: datetime) -> b.Block:
    title = fit(incident.title, 250)
    rows = [b.section(f"{head} · {bold(title)}"), b.section(row.said(task, now)), row.buttons(task)]
    return b.message(f"{head}: {fit(task.title, 300)}", rows)
