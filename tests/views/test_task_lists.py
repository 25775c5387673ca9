"""Tasks in a window: as many as it has room for, and that there are more."""

import pytest
from incidents import NOW, opened

from bot.domain.board import TaskSight
from bot.domain.tasks import Task
from bot.sandbox.slack.blockkit import problems
from bot.views.tasks import listing

SHOWN = listing.SHOWN


@pytest.mark.parametrize(("count", "said"), [(SHOWN, ""), (SHOWN + 1, "and 1 more"), (200, "and 160 more")])
def test_the_tasks_of_an_incident_that_are_not_shown_are_counted(count: int, said: str) -> None:
    tasks = [TaskSight(Task(7, "Write to them", "U2", None, "U1", NOW, id=n + 1)) for n in range(count)]
    view = listing.of_incident(opened(), tasks, NOW)
    last = view["blocks"][-1]
    assert (last["elements"][0]["text"] if last["type"] == "context" else "") == said
    assert problems(view, "modal") == []
