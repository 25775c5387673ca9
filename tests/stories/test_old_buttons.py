"""What earlier releases have put into Slack is pressed on today's code: each press is answered.

tests/recorded/ holds a file for each release: messages, modals and App Homes as Slack was given them.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from harness import ROOT, Bell, Workspace
from pager import paged

pytestmark = [pytest.mark.slow, pytest.mark.pagerduty, pytest.mark.jira]

RELEASES = {path.stem: path.read_text("utf-8") for path in (ROOT / "tests" / "recorded").glob("*.json")}
TYPED = {"plain_text_input", "datepicker", "timepicker", "datetimepicker", "rich_text_input"}
"""What is entered, and not pressed."""


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/firebell.db"


def pressed(node: Any, block: str = "") -> Iterator[dict[str, Any]]:
    """Give what can be pressed in some blocks, as the act that presses it."""
    if isinstance(node, list):
        for one in node:
            yield from pressed(one, block)
    if not isinstance(node, dict):
        return
    block = str(node.get("block_id", block))
    if "action_id" in node and not node.get("url"):
        act: dict[str, Any] = {"action_id": node["action_id"], **({"block_id": block} if block else {})}
        if node["type"] == "button":
            yield act
        elif "options" in node:
            yield {**act, "option": node["options"][0]["text"]["text"]}
    for child in node.values():
        yield from pressed(child, block)


async def press(workspace: Workspace, where: dict[str, Any], act: dict[str, Any]) -> list[str]:
    """Give what nobody answered."""
    answer = await workspace.act("ana", "click", **where, **act)
    return [] if answer["ok"] else [f"{act['action_id']}: {answer}"]


async def press_messages(workspace: Workspace, channel: str, messages: list[Any]) -> list[str]:
    deaf = []
    for message in messages:
        for act in pressed(message["blocks"]):
            args = {"text": message["text"], "blocks": json.dumps(message["blocks"])}
            posted = await workspace.as_bot("chat.postMessage", channel=channel, **args)
            assert posted["ok"], (posted, message)
            where = {"in": {"channel": channel, "ts": posted["ts"]}}
            deaf += await press(workspace, where, act)
    return deaf


async def published(workspace: Workspace, person: str, home: dict[str, Any]) -> None:
    answer = await workspace.as_bot("views.publish", user_id=person, view=json.dumps(home))
    assert answer["ok"], (answer, home)


async def shown(workspace: Workspace, modal: dict[str, Any]) -> None:
    """Put it where a form of today has just opened: only an app's answer can open one."""
    opened = await workspace.slash("ana", "open", wait_ms=5000)
    view = opened["view"]["id"]
    answer = await workspace.as_bot("views.update", view_id=view, view=json.dumps(modal))
    assert answer["ok"], (answer, modal)


@pytest.mark.parametrize("release", sorted(RELEASES))
async def test_every_old_button_is_answered(workspace: Workspace, bell: Bell, release: str) -> None:
    recorded = json.loads(RELEASES[release])
    channel = (await paged(workspace, bell))["id"]
    deaf = await press_messages(workspace, channel, recorded["messages"])
    ana = workspace.user_id(await workspace.state(), "ana")
    for home in recorded["homes"]:
        for act in pressed(home["blocks"]):
            await published(workspace, ana, home)
            deaf += await press(workspace, {"in": "home"}, act)
    for modal in recorded["modals"]:
        await shown(workspace, modal)
        answer = await workspace.act("ana", "submit")
        deaf += [] if answer["ok"] else [f"{modal['callback_id']}: {answer}"]
        while (await workspace.state())["views"].get(ana):
            await workspace.act("ana", "close")
    assert not deaf
