"""Tasks in a window: those of one incident, of one person, or of everybody."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from bot.domain.board import TaskSight
from bot.domain.incident import Incident
from bot.views import blocks as b
from bot.views import entered
from bot.views.tasks import row
from bot.views.words import bold, fit, person

ADD = "task_add"
LIST = "task_list"
SHOWN = 40
"""Each has two rows, and a view has 100."""
SHOWN_OF_ALL = 30
"""There each may have its owner above it."""

MINE, ALL, OVERDUE = "mine", "all", "overdue"
"""Whose tasks a window shows, where they are not those of one incident."""

TURN = "tasks_of:"
"""Begins the action that shows those of somebody else instead."""


def of_incident(incident: Incident, tasks: Sequence[TaskSight], now: datetime) -> b.Block:
    add = b.button("Add a task", ADD, str(incident.id), style="primary", says=f"Add a task to {incident.ref}")
    undone = sum(one.task.done_at is None for one in tasks)
    head = f"*{incident.ref}* · {fit(incident.title, 250)}\n{_count(undone, len(tasks))}"
    rows = [b.section(head), b.actions(add)]
    for one in tasks[:SHOWN]:
        rows += row.blocks(one, now)
    more = [b.context(f"and {len(tasks) - SHOWN} more")] if len(tasks) > SHOWN else []
    memory = json.dumps({"incident": incident.id})
    return b.modal(f"Tasks of {incident.ref}"[:24], [*rows, *more], callback=LIST, memory=memory)


def of_person(tasks: Sequence[TaskSight], count: int, now: datetime) -> b.Block:
    head = f"You have {count} open." if count else "You have nothing to do."
    rows = [b.section(head), _turns(MINE)]
    for one in tasks[:SHOWN]:
        rows += row.blocks(one, now, of_incident=True)
    more = [b.context(f"and {count - len(tasks)} more, due later")] if count > len(tasks) else []
    return b.modal("My tasks", [*rows, *more], callback=LIST, memory=json.dumps({"whose": MINE}))


def of_everybody(tasks: Sequence[TaskSight], count: int, now: datetime, *, overdue: bool) -> b.Block:
    """Who owes what, over all incidents; in the order of who has them. overdue: alone what is late."""
    what = "late" if overdue else "open"
    head = f"*{count} {what}*, over all incidents that you may see." if count else _nothing(overdue=overdue)
    rows = [b.section(head), _turns(OVERDUE if overdue else ALL)]
    for owner, theirs in groupby(tasks, key=lambda one: one.task.owner):
        rows.append(b.section(f"{bold(person(owner)) if owner else '*Nobody has them yet*'}"))
        for one in theirs:
            rows += row.blocks(one, now, of_incident=True)
    more = [b.context(f"and {count - len(tasks)} more")] if count > len(tasks) else []
    memory = json.dumps({"whose": OVERDUE if overdue else ALL})
    return b.modal("Late tasks" if overdue else "All tasks", [*rows, *more], callback=LIST, memory=memory)


def shown(view: entered.View) -> tuple[int, str]:
    """Give the incident whose tasks a window shows, 0: of none; and whose they are else."""
    kept = entered.memory(view) if view.get("callback_id") == LIST else {}
    return int(kept.get("incident", 0)), str(kept.get("whose", MINE if kept.get("mine") else ""))


def _turns(shown: str) -> b.Block:
    labels = {MINE: "Mine", ALL: "Everybody's", OVERDUE: "Late"}
    return b.actions(*(b.button(said, f"{TURN}{one}", one) for one, said in labels.items() if one != shown))


def _nothing(*, overdue: bool) -> str:
    return "Nothing is late." if overdue else "Nothing is to be done."


def _count(undone: int, count: int) -> str:
    if not count:
        return "Nothing is to be done yet. What comes up goes here, so that nobody has to remember it."
    return f"{undone} of {count} to be done"
