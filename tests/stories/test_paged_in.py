"""Who is paged comes into the channel, back into it too, and is told once where it stands."""

from typing import Any

import pytest
from harness import Bell, Workspace, texts
from pager import duty, first, known, paged, told

pytestmark = pytest.mark.pagerduty


async def page_platform(workspace: Workspace, bell: Bell, channel: dict[str, Any]) -> None:
    """Call whom nothing else calls for it."""
    await workspace.slash("ana", "oncall Platform db2 is full", channel=channel["id"], wait_ms=5000)
    assert (await workspace.act("ana", "submit", values={}))["ok"]
    await bell.until(lambda: any(one.id for one in first().pages if one.service == "Platform"))
    await bell.idle()


async def inside(workspace: Workspace, channel: dict[str, Any]) -> set[str]:
    """Give the names of who is in it."""
    names = {one["id"]: one["name"] for one in (await workspace.state())["users"]}
    return {names[one] for one in (await workspace.channel(channel["id"]))["members"]}


async def said_to(workspace: Workspace, name: str) -> list[str]:
    """Give what Firebell told them alone."""
    state = await workspace.state()
    person = workspace.user_id(state, name)
    return [
        texts(message.get("blocks", []))
        for room in state["dms"]
        if person in room["members"]
        for message in room["messages"]
    ]


async def test_who_is_paged_is_let_in_and_told_where_it_stands_once(workspace: Workspace, bell: Bell) -> None:
    """Also who is called later, one invitation each; who is on the next level and not called stays out."""
    await known(bell)
    await workspace.declare("ana")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    await workspace.slash("ana", "update inc-1 db2 fills up")
    await bell.idle()
    before, asked = await inside(workspace, channel), await workspace.calls("conversations.invite")
    await page_platform(workspace, bell, channel)
    assert await inside(workspace, channel) - before == {"farid"}
    (story,) = await said_to(workspace, "farid")
    assert "db2 fills up" in story
    assert "Commander" in story
    await duty(workspace, "deniz", bell, action="reassign", to=["grace"])
    await duty(workspace, "grace", bell, action="reassign", to=["farid"])
    assert await inside(workspace, channel) - before == {"farid", "grace"}
    assert [len(await said_to(workspace, name)) for name in ("farid", "grace")] == [1, 1]
    assert len(await workspace.calls("conversations.invite")) == len(asked) + 2


async def test_who_left_comes_back_when_paged_again(workspace: Workspace, bell: Bell) -> None:
    await known(bell)
    channel = await paged(workspace, bell)
    deniz = workspace.user_id(await workspace.state(), "deniz")
    await duty(workspace, "deniz", bell, action="reassign", to=["ben"])
    await workspace.act("deniz", "leave", channel=channel["id"])
    await bell.until(lambda: deniz not in first().members)
    await bell.idle()
    assert "deniz" not in await inside(workspace, channel)
    await duty(workspace, "ben", bell, action="reassign", to=["deniz"])
    assert "deniz" in await inside(workspace, channel)
    assert await said_to(workspace, "deniz") == [], "who is called at the opening has missed nothing"


async def test_a_private_one_lets_in_and_tells_only_who_is_entitled(workspace: Workspace, bell: Bell) -> None:
    await known(bell)
    channel = await paged(workspace, bell, Category="System Compromise")
    before = await inside(workspace, channel)
    await page_platform(workspace, bell, channel)
    assert await told(workspace, "paged Platform: Farid Haddad")
    assert await inside(workspace, channel) == before
    assert await said_to(workspace, "farid") == []
