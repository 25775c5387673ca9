"""Tasks in a window: as many as it has room for, and that there are more."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from incidents import NOW, opened

from bot.domain.board import TaskSight
from bot.domain.tasks import Task
from bot.sandbox.slack.blockkit import problems
from bot.views.tasks import listing, notices

SHOWN = listing.SHOWN


@pytest.mark.parametrize(("count", "said"), [(SHOWN, ""), (SHOWN + 1, "and 1 more"), (200, "and 160 more")])
def test_the_tasks_of_an_incident_that_are_not_shown_are_counted(count: int, said: str) -> None:
    tasks = [TaskSight(Task(7, "Write to them", "U2", None, "U1", NOW, id=n + 1)) for n in range(count)]
    view = listing.of_incident(opened(), tasks, NOW)
    last = view["blocks"][-1]
    assert (last["elements"][0]["text"] if last["type"] == "context" else "") == said
    assert problems(view, "modal") == []


@pytest.mark.parametrize(
    ("hour", "said"), [("21T17:30", "Today this is due"), ("22T00:10", "This is overdue")]
)
def test_a_task_is_late_once_its_day_is_over_where_its_reader_is(hour: str, said: str) -> None:
    """At half past five in the evening in Los Angeles it is the next day in UTC."""
    here = datetime.fromisoformat(f"2026-11-{hour}").replace(tzinfo=ZoneInfo("America/Los_Angeles"))
    one = TaskSight(Task(7, "Write to them", "U2", date(2026, 11, 21), "U1", NOW, id=1))
    told = str(notices.due(opened(), one, here))
    assert said in told
    assert ("was due" in told) is (said == "This is overdue")
    assert ("was due" in str(listing.of_incident(opened(), [one], here))) is (said == "This is overdue")
