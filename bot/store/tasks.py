"""What is to be done because of incidents, to and from its rows."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from peewee import fn

from bot.domain.tasks import Task
from bot.store import tables
from bot.store.find import drills
from bot.store.who import standings

_FIELDS = ("title", "owner", "added_by", "added_at", "url", "done_at", "remind_at")


def save(task: Task) -> Task:
    """Write it whole, and give it back with its id."""
    plain = {name: getattr(task, name) for name in _FIELDS}
    row = {**plain, "incident": task.incident, "due_on": task.due_on.isoformat() if task.due_on else ""}
    if task.id:
        tables.Task.update(row).where(tables.Task.id == task.id).execute()
        return task
    return replace(task, id=tables.Task.insert(row).execute())


def get(number: int) -> Task | None:
    return next(map(_task, tables.Task.select().where(tables.Task.id == number)), None)


def newest_by(incident: int, person: str) -> Task:
    """Give the last one that somebody added to it."""
    theirs = (tables.Task.incident == incident) & (tables.Task.added_by == person)
    return _task(tables.Task.select().where(theirs).order_by(tables.Task.id.desc()).get())


def of(incident: int) -> list[Task]:
    """Give what is to be done because of it: the open ones first, those that are due first."""
    rows = tables.Task.select().where(tables.Task.incident == incident)
    return [_task(row) for row in rows.order_by(tables.Task.done_at.is_null().desc(), *_urgency())]


def of_person(person: str, limit: int) -> tuple[list[Task], int]:
    """Give the first of what they have to do, and how much it is; of incidents that they may still see."""
    rows = (
        tables.Task.select(tables.Task)
        .join(tables.Incident)
        .where((tables.Task.owner == person) & tables.Task.done_at.is_null() & standings.visible_to(person))
    )
    return [_task(row) for row in rows.order_by(*_urgency()).limit(limit)], int(rows.count())


def to_remind(incident: int, now: datetime) -> list[Task]:
    """Give those whose owner is to be reminded by now."""
    rows = tables.Task.select().where((tables.Task.incident == incident) & (tables.Task.remind_at <= now))
    return [_task(row) for row in rows.order_by(tables.Task.id)]


def next_reminder(incident: int) -> datetime | None:
    """When somebody is to be reminded next."""
    asked = tables.Task.select(fn.MIN(tables.Task.remind_at)).where(tables.Task.incident == incident)
    found: datetime | None = asked.scalar()
    return found


def owed(person: str, before: date | None, limit: int) -> tuple[list[Task], int]:
    """Give the first of what anybody has to do, by who has it, and how much it is; nothing of drills.

    person: who reads it: of incidents that they may see. before: alone what was due before that day.
    """
    there = tables.Task
    wanted = there.done_at.is_null() & drills.real() & standings.visible_to(person)
    if before:
        wanted &= (there.due_on != "") & (there.due_on < before.isoformat())
    rows = there.select(there).join(tables.Incident).where(wanted)
    ordered = rows.order_by((there.owner == ""), there.owner, *_urgency()).limit(limit)
    return [_task(row) for row in ordered], int(rows.count())


def overdue(today: date, limit: int) -> tuple[list[Task], int]:
    """Give the first of those that everybody may see and that were due before today, and their number."""
    late = (
        (tables.Task.due_on != "") & (tables.Task.due_on < today.isoformat()) & tables.Task.done_at.is_null()
    )
    public = ~tables.Incident.private & drills.real()
    rows = tables.Task.select(tables.Task).join(tables.Incident).where(late & public)
    return [_task(row) for row in rows.order_by(*_urgency()).limit(limit)], int(rows.count())


def _urgency() -> tuple[Any, ...]:
    """The sooner it is due the sooner it comes; what is due at no time comes last."""
    return (tables.Task.due_on == ""), tables.Task.due_on, tables.Task.id


def _task(row: Any) -> Task:
    plain = {name: getattr(row, name) for name in _FIELDS}
    due_on = date.fromisoformat(row.due_on) if row.due_on else None
    return Task(incident=row.incident_id, due_on=due_on, id=row.id, **plain)
