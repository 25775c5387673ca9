"""Finding an incident again, and all there is to know of it."""

from typing import Any

import pytest
from harness import Bell, Workspace, texts

VIEW = {"in": "view"}


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    """What is found is held on both databases elsewhere."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def three(workspace: Workspace, bell: Bell) -> list[str]:
    """A P2 of Payment by ana, one of the network by ben that is closed, and a small one by chloe."""
    await workspace.declare("ana")
    await workspace.declare("ben", Title="The network is slow", Category="Network")
    await workspace.declare("chloe", Title="A typo in the footer", Customers="A few customers notice")
    await bell.idle()
    rooms = [str(one["id"]) for one in await workspace.incident_channels()]
    await workspace.slash("ben", "update the switch in rack 12 broke", channel=rooms[1])
    await workspace.slash("ben", "close", channel=rooms[1], wait_ms=5000)
    closed = await workspace.act(
        "ben", "submit", values={"How does it end?": "External", "What ended it?": "The carrier mended it"}
    )
    assert not closed["errors"], closed
    await bell.idle()
    return rooms


def read(answer: dict[str, Any]) -> str:
    return texts(answer["view"]["blocks"])


async def test_it_is_found_by_what_was_said(workspace: Workspace, bell: Bell) -> None:
    await three(workspace, bell)
    found = read(await workspace.slash("eve", "search RACK 12", wait_ms=5000))
    assert "1 incident" in found
    assert "The network is slow" in found
    assert "Checkout" not in found
    both = await workspace.act("eve", "submit", values={"Words": "carri"}, wait_ms=5000)
    assert "The network is slow" in read(both)
    narrow = await workspace.act(
        "eve", "select", **VIEW, action_id="search_filter:standing", option="Active", wait_ms=5000
    )
    assert "Nothing fits" in read(narrow)
    cleared = await workspace.act("eve", "click", **VIEW, label="Show all", wait_ms=5000)
    assert "1 incident" in read(cleared)
    everything = await workspace.act("eve", "submit", values={"Words": " "}, wait_ms=5000)
    assert "3 incidents" in read(everything)
    for typed in ("'; DROP TABLE incident; --", '"', "*", "NOT a:b", "検索", "x" * 400):
        assert "Nothing fits" in read(await workspace.slash("eve", f"search {typed}", wait_ms=5000)), typed
    details = await workspace.slash("eve", "search inc-2", wait_ms=5000)
    shown = await workspace.act("eve", "click", **VIEW, label="Details", wait_ms=5000)
    assert details["view"]["id"] != shown["view"]["id"]
    assert "closed as external" in read(shown)
    assert "rack 12" in read(shown)


async def test_a_list_is_what_was_asked_for(workspace: Workspace, bell: Bell) -> None:
    await three(workspace, bell)
    for typed, there, missing in (
        ("", "inc-1* inc-3*", "inc-2*"),
        ("closed", "inc-2*", "inc-1* inc-3*"),
        ("mine", "inc-3*", "inc-1* inc-2*"),
        ("all network", "inc-2*", "inc-1* inc-3*"),
        ("P2 prd", "inc-1*", "inc-2* inc-3*"),
    ):
        said = texts((await workspace.slash("chloe", f"list {typed}"))["ephemerals"][0]["blocks"])
        assert all(one in said for one in there.split()), (typed, said)
        assert not any(one in said for one in missing.split()), (typed, said)
    none = (await workspace.slash("chloe", "list closed P5"))["ephemerals"][0]["text"]
    assert "There is none of these" in none
    for typed, answer in (
        ("p7", "There is no priority, environment or category “p7”"),
        ("data", "Data: buyers"),
    ):
        assert answer in (await workspace.slash("chloe", f"list {typed}"))["ephemerals"][0]["text"]


@pytest.mark.slow
async def test_who_comes_late_is_caught_up(workspace: Workspace, bell: Bell) -> None:
    room, *_ = await three(workspace, bell)
    await workspace.slash("ana", "update rolled back 2.41", channel=room)
    await workspace.slash("ana", "tasks add Write to the sellers @chloe", channel=room)
    await bell.idle()
    told = texts((await workspace.slash("eve", "catchup", channel=room))["ephemerals"][0]["blocks"])
    for words in (
        "Checkout fails",
        "*Commander*",
        "rolled back 2.41",
        "*What happened*",
        "Write to the sellers",
    ):
        assert words in told, words
    place = await workspace.channel("tech-incidents")
    ts = next(one["ts"] for one in place["messages"] if "inc-1" in one.get("text", ""))
    where = {"in": "message", "channel": "tech-incidents", "ts": ts}
    pressed = await workspace.act("eve", "click", **where, label="Catch me up", wait_ms=5000)
    assert "rolled back 2.41" in texts(pressed["ephemerals"][0]["blocks"])
    await workspace.slash("eve", "roles communication me", channel=room)
    await bell.idle()
    state = await workspace.state()
    rooms = [one for one in state["dms"] if workspace.user_id(state, "eve") in one["members"]]
    assert "rolled back 2.41" in texts([message["blocks"] for one in rooms for message in one["messages"]])
