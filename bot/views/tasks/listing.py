"""Tasks in a window: those of one incident, or of one person."""

import json
from collections.abc import Sequence
from datetime import datetime

from bot.domain.board import TaskSight
from bot.domain.incident import Incident
from bot.views import blocks as b
from bot.views import entered
from bot.views.tasks import row
from bot.views.words import fit

ADD = "task_add"
LIST = "task_list"
SHOWN = 40
"""Each has two rows, and a view has 100."""


def of_incident(incident: Incident, tasks: Sequence[TaskSight], now: datetime) -> b.Block:
    add = b.button("Add a task", ADD, str(incident.id), style="primary", says=f"Add a task to {incident.ref}")
    undone = sum(one.task.done_at is None for one in tasks)
    head = f"*{incident.ref}* · {fit(incident.title, 250)}\n{_count(undone, len(tasks))}"
    rows = [b.section(head), b.actions(add)]
    for one in tasks[:SHOWN]:
        rows += row.blocks(one, now)
    return b.modal(
        f"Tasks of {incident.ref}"[:24], rows, callback=LIST, memory=json.dumps({"incident": incident.id})
    )


def of_person(tasks: Sequence[TaskSight], count: int, now: datetime) -> b.Block:
    head = f"You have {count} open." if count else "You have nothing to do."
    rows = [b.section(head)]
    for one in tasks[:SHOWN]:
        rows += row.blocks(one, now, of_incident=True)
    more = [b.context(f"and {count - len(tasks)} more, due later")] if count > len(tasks) else []
    return b.modal("My tasks", [*rows, *more], callback=LIST, memory=json.dumps({"mine": True}))


def shown(view: entered.View) -> tuple[int, bool]:
    """Give the incident whose tasks a window shows (0: of none), and whether they are the person's own."""
    kept = entered.memory(view) if view.get("callback_id") == LIST else {}
    return int(kept.get("incident", 0)), bool(kept.get("mine"))


def _count(undone: int, count: int) -> str:
    if not count:
        return "Nothing is to be done yet. What comes up goes here, so that nobody has to remember it."
    return f"{undone} of {count} to be done"
