"""Tasks with what is known of their tickets, in a constant number of queries."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.domain.board import TaskSight
from bot.domain.incident import Incident
from bot.domain.tasks import Task
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing.followups import may_file, ticket_of_task
from bot.domain.ticketing.systems import FILE, SYSTEMS
from bot.store import incidents, tables, taxonomy


def sights(tasks: Sequence[Task], *, tickets: bool) -> tuple[TaskSight, ...]:
    """Give them as they are shown. tickets: whether there is any system that makes them."""
    numbers = {task.incident for task in tasks}
    found = (
        incidents.several(tables.Incident.select().where(tables.Incident.id.in_(numbers))) if tasks else []
    )
    known = {one.id: one for one in found}
    words, refused = taxonomy.load(), _refused(known.values())
    return tuple(_sight(task, known[task.incident], words, refused, tickets=tickets) for task in tasks)


def sight(task: Task, *, tickets: bool) -> TaskSight:
    return sights([task], tickets=tickets)[0]


def _sight(task: Task, incident: Incident, words: Taxonomy, refused: set[str], *, tickets: bool) -> TaskSight:
    there = ticket_of_task(incident, task.id)
    return TaskSight(
        task,
        there,
        files=tickets and may_file(incident, task, words),
        refused=there is not None and there.mark in refused,
    )


def _refused(found: Iterable[Incident]) -> set[str]:
    """Give the marks of those that the system did not take, and that nobody has tried again."""
    refs = [one.ref for one in found if any(ticket.task for ticket in one.tickets)]
    if not refs:
        return set()
    owed: Any = tables.Delivery
    failed = (
        owed.effect.in_([one.effect(FILE) for one in SYSTEMS])
        & (owed.state == "failed")
        & owed.subject.in_(refs)
    )
    events = tables.Event.select(tables.Event.said).where(
        tables.Event.id.in_(owed.select(owed.event).where(failed))
    )
    return {str(row.said["ticket"]) for row in events}
