"""Whatever is wrong with Jira, declaring goes on as ever, and the ticket is there once when it is back."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from between import between
from harness import QUICK, Bell, Workspace
from tickets import issues, made

from bot.domain.incident import Status
from bot.store import incidents

pytestmark = pytest.mark.jira

STEPS = ("conversations.create", "conversations.invite", "pins.add", "conversations.setTopic")
HTML = "<html><body>Sorry, we are working on it.</body></html>"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


@pytest.mark.parametrize(
    ("fault", "args"),
    [
        pytest.param("down", {}, marks=pytest.mark.slow),
        pytest.param("timeout", {"ms": 30_000}, marks=pytest.mark.slow),
        pytest.param("429", {"retry_after": 1}, marks=pytest.mark.slow),
        ("500", {}),
        pytest.param("error", {"error": "401"}, marks=pytest.mark.slow),
        pytest.param("garbage", {}, marks=pytest.mark.slow),
    ],
)
async def test_declaring_goes_on_as_ever(
    workspace: Workspace, database_url: str, fault: str, args: dict[str, Any]
) -> None:
    """Channel, people, card, topic and updates come while Jira takes nothing at all."""
    async with between(workspace.sandbox.environment["JIRA_URL"]) as jira:
        pace = replace(QUICK, call=3.0)
        bell = await Bell(workspace, database_url, pace, jira=True, settings={"JIRA_URL": jira.url}).start()
        await bell.ready()
        if fault == "garbage":
            jira.answer = lambda *_: web.Response(text=HTML, content_type="text/html")
        else:
            body = {"match": {"system": "jira"}, "fault": fault, "times": 1_000_000, **args}
            status, said = await workspace.post("faults", body)
            assert status == 200, said
        channel = await _declared(workspace)
        assert not await bell.firebell.db.read(made)
        assert await issues(workspace) == []
        await workspace.slash("ana", "update inc-1 db2 is full", channel=channel)
        await workspace.slash("ana", "update inc-1 investigating", channel=channel)
        await workspace.until(lambda state: "db2 is full" in str(_incident_channel(state)["messages"]))
        await bell.until(_is_investigating)
        jira.answer = lambda *_: None
        await workspace.http.delete(f"{workspace.sandbox.url}/sandbox/faults")
        await bell.until(made)
        await bell.idle()
        (issue,) = await issues(workspace)
        assert issue["fields"]["status"]["name"] == "In Progress"
        assert "db2 is full" in issue["fields"]["comment"]["comments"][0]["body"]
        await bell.stop()


async def _declared(workspace: Workspace) -> str:
    """Declare, and give the channel once everything is in it, in the order in which it always comes."""
    since = len(await workspace.calls())
    assert (await workspace.declare("ana"))["ok"]
    channel = await workspace.until(_is_set_up)
    done = [one["method"] for one in await workspace.calls(*STEPS, since=since)]
    assert [done.count(step) for step in ("conversations.create", "pins.add")] == [1, 1]
    assert done.index("conversations.create") < done.index("conversations.invite")
    return str(channel["name"])


def _is_investigating() -> bool:
    found = incidents.get(1)
    return found is not None and found.status is Status.INVESTIGATING


def _incident_channel(state: dict[str, Any]) -> dict[str, Any]:
    return next((one for one in state["channels"] if one["name"][:2] == "20"), {})


def _is_set_up(state: dict[str, Any]) -> dict[str, Any] | None:
    """Give the channel once people are in it, its card is pinned and its topic set."""
    channel = _incident_channel(state)
    done = channel and channel["pins"] and channel["topic"] and len(channel["members"]) > 1
    return channel if done else None
