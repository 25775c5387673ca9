"""What is to be done because of an incident: given to somebody, done, due."""

from dataclasses import dataclass

from bot.domain.events.event import Event


@dataclass(frozen=True)
class TaskAdded(Event):
    """`due_on` is a day such as 2026-11-23, empty where it is due at no time."""

    task: int
    title: str
    owner: str = ""
    due_on: str = ""


@dataclass(frozen=True)
class TaskChanged(Event):
    """How it is now; `was`: who had it before, `was_done`: whether it was done.

    `key`: the ticket in which somebody said so, empty where it was said here.
    """

    task: int
    title: str
    owner: str = ""
    done: bool = False
    due_on: str = ""
    was: str = ""
    was_done: bool = False
    key: str = ""


@dataclass(frozen=True)
class TaskDue(Event):
    """Its day has come or is over, and it is not done."""

    task: int
    title: str
    owner: str
    due_on: str
