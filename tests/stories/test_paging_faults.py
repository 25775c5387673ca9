"""Whatever PagerDuty does, declaring goes on as ever, and people are paged once when it is back."""

from pathlib import Path
from typing import Any

import pytest
from harness import QUICK, Bell, Workspace
from pager import WORST, first, page, there

from bot.domain.events import Event, PageDelayed
from bot.store import timeline

pytestmark = pytest.mark.pagerduty


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


async def broken(workspace: Workspace, fault: str, times: int = 2, **args: Any) -> None:
    body = {
        "match": {"system": "pagerduty", "method": "POST /incidents"},
        "fault": fault,
        "times": times,
        **args,
    }
    status, answer = await workspace.post("faults", body)
    assert status == 200, answer


def delays() -> list[Event]:
    return timeline.of(1, PageDelayed)


@pytest.mark.parametrize(
    ("fault", "args"),
    [
        ("drop", {}),
        ("500", {}),
        ("429", {"retry_after": 1}),
        ("down", {}),
        ("timeout", {"ms": 600}),
        ("error", {"error": "2006"}),
    ],
)
async def test_one_page_comes_of_it(
    workspace: Workspace, bell: Bell, fault: str, args: dict[str, Any]
) -> None:
    await broken(workspace, fault, **args)
    answer = await workspace.declare("ana", **WORST)
    assert answer["ok"]
    await bell.until(lambda: first().pages and first().pages[0].id)
    await bell.idle()
    (made,) = await there(workspace)
    assert (await bell.firebell.db.read(page)).id == made["id"]
    assert not await bell.firebell.db.read(delays), "a short trouble is nobody's"


async def test_a_long_trouble_is_told_once_and_ends_in_one_page(workspace: Workspace, bell: Bell) -> None:
    await broken(workspace, "down", times=3)
    answer = await workspace.declare("ana", **WORST)
    assert answer["ok"]
    await bell.until(lambda: first().pages and first().pages[0].id)
    await bell.idle()
    assert len(await there(workspace)) == 1
    assert len(await bell.firebell.db.read(delays)) == 1


async def test_stopped_in_the_middle_it_pages_once(workspace: Workspace, database_url: str) -> None:
    """The process ends while PagerDuty is doing it; the next one finds what was made."""
    bell = await Bell(workspace, database_url, pagerduty=True).start()
    await bell.ready()
    await workspace.post("latency", {"pagerduty": 800})
    await workspace.declare("ana", **WORST)
    while not await workspace.calls("POST /incidents"):
        await bell.until(lambda: first().pages)
    await bell.drop()
    await workspace.post("latency", {"pagerduty": 0})
    again = await Bell(workspace, database_url, pace=QUICK, pagerduty=True).start()
    await again.until(lambda: first().pages[0].id)
    await again.idle()
    assert len(await there(workspace)) == 1
    await again.stop()
