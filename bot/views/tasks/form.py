"""The form of one task: what, who, until when; and of which incident, where nobody said that."""

import json
from dataclasses import dataclass

from bot.domain.incident import Incident
from bot.domain.rules.tasks import LONGEST, Wish
from bot.domain.tasks import Task
from bot.views import blocks as b
from bot.views import entered
from bot.views.work import picker

CALLBACK = "save_task"


@dataclass(frozen=True)
class Asked:
    """`task` is 0 for a new one. `behind`: the window below that shows it, empty where none does.

    `whose`: whose tasks that one shows, where they are not of one incident: as in listing.
    """

    incident: int
    task: int
    wish: Wish
    behind: str
    whose: str


def new(incident: Incident | None, wish: Wish, *, behind: str = "") -> b.Block:
    """incident: None where it is to be chosen."""
    which = [] if incident else [b.entry("incident", "Incident", _which())]
    memory = {"incident": incident.id if incident else 0, "url": wish.url, "behind": behind}
    title = f"Task of {incident.ref}" if incident else "Make it a task"
    return _modal(title, [*_fields(wish), *which], memory, "Add")


def edit(task: Task, *, behind: str = "", whose: str = "") -> b.Block:
    wish = Wish(task.title, task.owner, task.due_on, task.url)
    memory = {"incident": task.incident, "task": task.id, "behind": behind, "whose": whose}
    return _modal(f"Task of inc-{task.incident}", _fields(wish), memory, "Save")


def parse(view: entered.View) -> Asked:
    kept = entered.memory(view)
    wish = Wish(
        title=entered.typed(view, "title"),
        owner=entered.person(view, "owner"),
        due_on=entered.day(view, "due"),
        url=str(kept.get("url", "")),
    )
    incident = int(kept["incident"] or entered.chosen(view, "incident"))
    behind = str(kept.get("behind", ""))
    return Asked(incident, int(kept.get("task", 0)), wish, behind, str(kept.get("whose", "")))


def _fields(wish: Wish) -> list[b.Block]:
    title = b.text_field("title", most=LONGEST, initial=wish.title, example="Write to the big sellers")
    owner = b.person_select("owner", chosen=wish.owner, example="nobody yet")
    due = b.day_picker("due", initial=wish.due_on.isoformat() if wish.due_on else "")
    told = "They are told, and reminded on the day."
    return [
        b.entry("title", "What is to be done?", title),
        b.entry("owner", "Who does it?", owner, optional=True, hint=told),
        b.entry("due", "Until when?", due, optional=True),
    ]


def _which() -> b.Block:
    return b.type_ahead(picker.SEARCH, example="Type a word of its title, or its number")


def _modal(title: str, rows: list[b.Block], memory: dict[str, object], submit: str) -> b.Block:
    said = json.dumps({name: value for name, value in memory.items() if value or name == "incident"})
    return b.modal(title[:24], rows, callback=CALLBACK, submit=submit, close="Cancel", memory=said)
