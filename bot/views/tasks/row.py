"""One task, wherever it is shown: what, who, until when, and the buttons that do it."""

from datetime import date, datetime

from bot.domain.board import TaskSight
from bot.domain.tasks import Task
from bot.views import blocks as b
from bot.views.ticketing import lines
from bot.views.words import fit, person, ticket_link

DONE = "task_done"
AGAIN = "task_again"
EDIT = "task_edit"
ALL = "all_tasks"
FILE = "task_file"


def blocks(one: TaskSight, now: datetime, *, of_incident: bool = False) -> list[b.Block]:
    """now: by the reader's clock. of_incident: whether to say of which incident, rather than whose it is."""
    text = said(one.task, now, of_incident=of_incident, ticket=_ticket(one))
    return [b.section(text), buttons(one.task, files=one.files)]


def said(task: Task, now: datetime, *, of_incident: bool = False, ticket: str = "") -> str:
    box = "☑" if task.done_at else "☐"
    whose = f"from inc-{task.incident}" if of_incident else _owner(task)
    link = f"<{task.url}|message>" if task.url else ""
    parts = (f"{box} {fit(task.title, 500)}", whose, "" if task.done_at else _due(task, now), link, ticket)
    return " · ".join(part for part in parts if part)


def line(task: Task, now: datetime) -> str:
    """Say it shortly, where many stand below each other."""
    title = fit(task.title, 120)
    return " · ".join(part for part in (f"☐ {title}", _owner(task), _due(task, now)) if part)


def buttons(task: Task, *, files: bool = False) -> b.Block:
    value, title = str(task.id), fit(task.title, 60)
    toggle = (
        b.button("Not done", AGAIN, value, says=f"Not done: {title}")
        if task.done_at
        else b.button("Done", DONE, value, says=f"Done: {title}")
    )
    edit = b.button("Edit", EDIT, value, says=f"Edit: {title}")
    file = [b.button("File a ticket", FILE, value, says=f"File a ticket: {title}")] if files else []
    return b.actions(toggle, edit, *file)


def is_late(task: Task, now: datetime) -> bool:
    return task.due_on is not None and task.due_on < now.date()


def all_mine(count: int) -> b.Block:
    return b.button(f"All {count} tasks", ALL)


def day(at: date) -> str:
    """Say `tomorrow` or `Nov 23` in each reader's words: at noon it is the same day nearly everywhere."""
    noon = datetime.fromisoformat(f"{at.isoformat()}T12:00:00+00:00")
    return f"<!date^{int(noon.timestamp())}^{{date_short_pretty}}|{at.isoformat()}>"


def _ticket(one: TaskSight) -> str:
    if one.ticket is None:
        return ""
    if one.ticket.is_there:
        return ticket_link(one.ticket)
    return (
        f":warning: {lines.title(one.ticket)} did not take its ticket"
        if one.refused
        else "its ticket is being filed"
    )


def _owner(task: Task) -> str:
    return person(task.owner) if task.owner else "nobody has it"


def _due(task: Task, now: datetime) -> str:
    if task.due_on is None:
        return ""
    if is_late(task, now):
        return f":warning: was due {day(task.due_on)}"
    return f"due {day(task.due_on)}"
