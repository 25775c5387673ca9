"""Starting in a bad hour: what Slack does not give now comes later, and nothing waits for it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from harness import QUICK, Bell, Workspace


async def test_an_incident_declared_before_the_directory_is_read_gets_its_people_later(
    workspace: Workspace, database: Path
) -> None:
    """Slack limits the list calls: the declarer is in at once, the others as soon as they are known."""
    await workspace.fault("usergroups.list", "429", retry_after=2)
    await workspace.fault("conversations.list", "429", retry_after=2)
    bell = await Bell(workspace, database, replace(QUICK, attempts=99)).start()
    await workspace.declare("ana")
    await workspace.until(lambda state: _members(state) >= 2)
    await bell.ready()
    await bell.idle()
    state = await workspace.state()
    group = next(one for one in state["usergroups"] if one["handle"] == "oncall-payments")
    (channel,) = await workspace.incident_channels()
    assert set(group["users"]) <= set(channel["members"])
    told = (await workspace.channel("tech-incidents"))["messages"]
    assert len([one for one in told if "inc-1" in one.get("text", "")]) == 1
    await bell.stop()


async def test_a_workspace_without_usergroups_still_declares(workspace: Workspace, database: Path) -> None:
    """Free plans answer plan_upgrade_required."""
    await workspace.fault("usergroups.list", "error", error="plan_upgrade_required", times=9)
    bell = await Bell(workspace, database).start()
    await workspace.declare("ana")
    await workspace.until(lambda state: _members(state) >= 2)
    await bell.stop()


async def test_tagged_channels_are_joined_once(workspace: Workspace, database: Path) -> None:
    for _ in range(2):
        bell = await Bell(workspace, database).start()
        await bell.ready()
        await bell.stop()
    assert len(await workspace.calls("conversations.join")) == 3


def _members(state: dict[str, Any]) -> int:
    channel = next((one for one in state["channels"] if one["name"][:2] == "20"), None)
    return len(channel["members"]) if channel else 0
