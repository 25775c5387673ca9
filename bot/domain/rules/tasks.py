"""What is to be done because of an incident, also after it is over."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import UserError
from bot.domain.events import TaskAdded, TaskChanged, TaskDue
from bot.domain.incident import Act, Change, Incident
from bot.domain.tasks import Task

LONGEST = 300
HOURS = (9, 16)
"""When its owner is reminded on its day, by their own clock: the first of these that is still to come.

Where none is, as it was made or handed over later, they are reminded as of what is overdue.
"""

OVERDUE = (1, *range(7, 57, 7))
"""Days after its day on which its owner is reminded again; in the end only the weekly digest names it."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to be done, by whom and until when. `url`: the message that it is made from."""

    title: str
    owner: str = ""
    due_on: date | None = None
    url: str = ""


def make(incident: Incident, wish: Wish, zone: ZoneInfo, act: Act) -> Task:
    """zone: the owner's. Raises UserError with a sentence per field."""
    _must_be_sound(wish, wish.due_on, zone, act)
    return Task(
        incident=incident.id,
        title=_one_line(wish.title),
        owner=wish.owner,
        due_on=wish.due_on,
        added_by=act.by,
        added_at=act.at,
        url=wish.url,
        remind_at=_reminder(wish.due_on, zone, act.at),
    )


def change(task: Task, wish: Wish, zone: ZoneInfo, act: Act) -> Task:
    """Give it another title, owner or day; a day that has passed may stay."""
    moved = wish.due_on if wish.due_on != task.due_on else None
    _must_be_sound(wish, moved, zone, act)
    same = wish.due_on == task.due_on and wish.owner == task.owner
    remind_at = task.remind_at if same else _reminder(wish.due_on, zone, act.at)
    return replace(
        task,
        title=_one_line(wish.title),
        owner=wish.owner,
        due_on=wish.due_on,
        remind_at=None if task.done_at else remind_at,
    )


def finish(task: Task, act: Act, zone: ZoneInfo, *, done: bool) -> Task:
    """done: False takes it back."""
    if done:
        return replace(task, done_at=task.done_at or act.at, remind_at=None)
    return replace(task, done_at=None, remind_at=_reminder(task.due_on, zone, act.at))


def remind_again(task: Task, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Give when its owner is reminded next: the morning after its day, and then week by week."""
    return _morning_after(task.due_on, zone, now) if task.due_on else None


def added(incident: Incident, task: Task, act: Act) -> Change:
    event = TaskAdded(act.at, act.by, task=task.id, title=task.title, owner=task.owner, due_on=_day(task))
    return Change(incident, (event,))


def changed(incident: Incident, was: Task, task: Task, act: Act, *, key: str = "") -> Change:
    """Nothing happened where nothing changed. `key`: the ticket in which it was said."""
    if replace(was, remind_at=task.remind_at) == task:
        return Change(incident, ())
    event = TaskChanged(
        act.at,
        act.by,
        task=task.id,
        title=task.title,
        owner=task.owner,
        done=task.done_at is not None,
        due_on=_day(task),
        was=was.owner,
        was_done=was.done_at is not None,
        key=key,
    )
    return Change(incident, (event,))


def due(incident: Incident, task: Task, act: Act) -> Change:
    """Its owner is reminded; where nobody has it, who wanted it."""
    owner = task.owner or task.added_by
    event = TaskDue(act.at, act.by, task=task.id, title=task.title, owner=owner, due_on=_day(task))
    return Change(incident, (event,))


def _must_be_sound(wish: Wish, due_on: date | None, zone: ZoneInfo, act: Act) -> None:
    faults = {}
    length = len(_one_line(wish.title))
    if not length:
        faults["title"] = "Say what is to be done."
    elif length > LONGEST:
        faults["title"] = f"{length} characters is too long for a task: {LONGEST} at most."
    if due_on and due_on < act.at.astimezone(zone).date():
        faults["due"] = "That day has passed: choose one to come, or none."
    if faults:
        raise UserError(" ".join(faults.values()), faults)


def _reminder(due_on: date | None, zone: ZoneInfo, now: datetime) -> datetime | None:
    if due_on is None:
        return None
    moments = (datetime.combine(due_on, time(hour), zone).astimezone(UTC) for hour in HOURS)
    on_its_day = next((moment for moment in moments if moment > now), None)
    return on_its_day or _morning_after(due_on, zone, now)


def _morning_after(due_on: date, zone: ZoneInfo, now: datetime) -> datetime | None:
    days = (due_on + timedelta(days=late) for late in OVERDUE)
    mornings = (datetime.combine(day, time(HOURS[0]), zone).astimezone(UTC) for day in days)
    return next((moment for moment in mornings if moment > now), None)


def _day(task: Task) -> str:
    return task.due_on.isoformat() if task.due_on else ""


def _one_line(title: str) -> str:
    return " ".join(title.split())
