"""What is to be done: typed, taken from a message, given, reminded of, done."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from harness import Ahead, Bell, Workspace, texts

MESSAGE = "We should write to the big sellers <@{}>"


@pytest.fixture
def database_url(tmp_path: Any) -> str:
    """The rules are the same on both databases."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def begun(workspace: Workspace, bell: Bell, by: str = "ana") -> str:
    await workspace.declare(by)
    await bell.idle()
    return str((await workspace.incident_channels())[0]["id"])


async def told_by_dm(workspace: Workspace, name: str) -> list[dict[str, Any]]:
    state = await workspace.state()
    person = workspace.user_id(state, name)
    rooms = [one for one in state["dms"] if person in one["members"]]
    return [{**message, "room": room["id"]} for room in rooms for message in room["messages"]]


def soon() -> str:
    return (datetime.now().astimezone() + timedelta(days=2)).date().isoformat()


async def test_a_task_is_typed_given_and_done(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    added = await workspace.slash(
        "ana", "tasks add Write to the <!channel> sellers @ben tomorrow", channel=channel
    )
    said = texts(added["ephemerals"][0]["blocks"])
    assert "☐ Write to the &lt;!channel&gt; sellers" in said
    assert "due <!date^" in said
    await bell.idle()
    (told,) = await told_by_dm(workspace, "ben")
    assert "gave you a task of inc-1" in told["text"]
    home = await workspace.act("ben", "open_home", wait_ms=5000)
    assert "from inc-1" in texts(home["home"]["blocks"])
    done = await workspace.act("ben", "click", **{"in": "home"}, label="Done", wait_ms=5000)
    assert "from inc-1" not in texts(done["home"]["blocks"])
    await bell.idle()
    room = texts((await workspace.channel(channel))["messages"])
    assert room.count("Added by <@") == 1
    assert room.count("done by <@") == 1
    answer = await workspace.act(
        "ben",
        "click",
        **{"in": "message", "channel": told["room"], "ts": told["ts"]},
        label="Done",
        wait_ms=3000,
    )
    assert "☑" in texts(answer["ephemerals"])
    await bell.idle()
    assert texts((await workspace.channel(channel))["messages"]).count("done by <@") == 1


async def test_the_window_shows_and_changes_them(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    empty = await workspace.slash("ana", "tasks", channel=channel, wait_ms=5000)
    assert "Nothing is to be done yet" in texts(empty["view"]["blocks"])
    await workspace.act("ana", "click", **{"in": "view"}, label="Add a task", wait_ms=5000)
    refused = await workspace.act(
        "ana", "submit", values={"What is to be done?": "Write", "Until when?": "2020-01-01"}
    )
    assert "has passed" in refused["errors"]["Until when?"]
    await workspace.act("ana", "submit", values={"Until when?": soon()}, wait_ms=5000)
    shown = await workspace.until(lambda state: _on_screen(state, "☐ Write"))
    assert "1 of 1 to be done" in shown
    await workspace.act("ana", "click", **{"in": "view"}, label="Edit", wait_ms=5000)
    values = {"What is to be done?": "Write to them", "Who does it?": "chloe"}
    await workspace.act("ana", "submit", values=values, wait_ms=5000)
    await workspace.until(lambda state: _on_screen(state, "☐ Write to them"))
    done = await workspace.act("ana", "click", **{"in": "view"}, label="Done", wait_ms=5000)
    assert "☑ Write to them" in texts(done["view"]["blocks"])
    back = await workspace.act("ana", "click", **{"in": "view"}, label="Not done", wait_ms=5000)
    assert "☐ Write to them" in texts(back["view"]["blocks"])
    await bell.idle()
    assert len(await told_by_dm(workspace, "chloe")) == 1
    mine = await workspace.slash("chloe", "tasks mine", wait_ms=5000)
    assert "You have 1 open" in texts(mine["view"]["blocks"])


async def test_a_message_becomes_a_task(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    ben = workspace.user_id(await workspace.state(), "ben")
    await workspace.act("ana", "message", channel=channel, text=MESSAGE.format(ben))
    room = await workspace.channel(channel)
    ts = next(one["ts"] for one in room["messages"] if "big sellers" in one.get("text", ""))
    where = {"callback_id": "make_task", "channel": channel, "ts": ts}
    form = await workspace.act("ana", "message_shortcut", **where, wait_ms=5000)
    assert "We should write to the big sellers @ben" in str(form["view"])
    await workspace.act("ana", "submit", values={})
    listed = await workspace.slash("ana", "tasks", channel=channel, wait_ms=5000)
    assert f"/archives/{channel}/p{ts.replace('.', '')}|message>" in texts(listed["view"]["blocks"])
    elsewhere = await workspace.act("eve", "message", channel="general", text="Order more cables")
    assert elsewhere["ok"]
    general = await workspace.channel("general")
    ts = next(one["ts"] for one in general["messages"] if "cables" in one.get("text", ""))
    where = {"callback_id": "make_task", "channel": "general", "ts": ts}
    form = await workspace.act("eve", "message_shortcut", **where, wait_ms=5000)
    (asked,) = [one for one in form["view"]["blocks"] if one.get("label", {}).get("text") == "Incident"]
    assert not asked["optional"]
    saved = await workspace.act("eve", "submit", values={"Incident": "inc-1"})
    assert saved["ok"], saved
    assert not saved["errors"]


async def test_who_has_it_is_reminded_on_its_day_and_after_it(workspace: Workspace, tmp_path: Any) -> None:
    clock = Ahead()
    bell = await Bell(workspace, tmp_path / "firebell.db", clock=clock).start()
    await bell.ready()
    channel = await begun(workspace, bell)
    await workspace.slash("ana", "tasks add Write to the sellers @ben in 3 days", channel=channel)
    await workspace.slash("ana", "tasks add Buy cables in 3 days", channel=channel)
    await bell.idle()
    before = len(await told_by_dm(workspace, "ben"))
    await bell.tick()
    assert len(await told_by_dm(workspace, "ben")) == before
    clock.by = timedelta(days=4)
    await bell.tick()
    await bell.tick()
    fresh = (await told_by_dm(workspace, "ben"))[before:]
    assert len(fresh) == 1
    assert fresh[0]["text"].startswith(("Today this is due", "This is overdue"))
    mine = [one for one in await told_by_dm(workspace, "ana") if "nobody has it" in one["text"]]
    assert len(mine) == 1
    clock.by = timedelta(days=12)
    await bell.tick()
    await bell.tick()
    late = (await told_by_dm(workspace, "ben"))[before + 1 :]
    assert [one["text"].partition(":")[0] for one in late] == ["This is overdue"]
    await bell.stop()


async def test_nobody_hears_of_what_they_may_not_see(workspace: Workspace, tmp_path: Any) -> None:
    """Eve had a task of an incident that became private; from then on it is nothing to her."""
    clock = Ahead()
    bell = await Bell(workspace, tmp_path / "firebell.db", clock=clock).start()
    await bell.ready()
    channel = await begun(workspace, bell)
    await workspace.slash("ana", "tasks add Write to the canary @eve in 2 days", channel=channel)
    await bell.idle()
    before = len(await told_by_dm(workspace, "eve"))
    assert before == 1
    await workspace.slash("ana", "private", channel=channel, wait_ms=5000)
    await workspace.act("ana", "submit", values={})
    await bell.idle()
    home = await workspace.act("eve", "open_home", wait_ms=5000)
    mine = await workspace.slash("eve", "tasks mine", wait_ms=5000)
    found = await workspace.slash("eve", "search canary", wait_ms=5000)
    for seen in (home["home"], mine["view"], found["view"]):
        assert "Write to" not in texts(seen["blocks"])
        assert "inc-1*" not in texts(seen["blocks"])
    refused = await workspace.slash("ana", "tasks inc-1 add Write @eve")
    assert "may not see inc-1" in texts(refused["ephemerals"])
    clock.by = timedelta(days=3)
    await bell.tick()
    assert len(await told_by_dm(workspace, "eve")) == before
    asked = ("Today this is due", "This is overdue")
    assert any(one["text"].startswith(asked) for one in await told_by_dm(workspace, "ana"))
    await bell.stop()


async def test_an_address_or_a_package_in_a_task_is_no_name(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    typed = "tasks add Write to billing@acme.com about @types/node @ben"
    added = texts((await workspace.slash("ana", typed, channel=channel))["ephemerals"][0]["blocks"])
    ben = workspace.user_id(await workspace.state(), "ben")
    assert f"☐ Write to billing@acme.com about @types/node · <@{ben}>" in added


async def test_what_cannot_be_is_said(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    for typed, answer in (
        ("tasks write to them", "tasks add"),
        ("tasks add @ben tomorrow", "Say what is to be done"),
        ("tasks add Write @ben @eve", "One person has a task"),
        (
            "tasks add Write @nobody-here",
            "Leave the name out, or type `/incident tasks add` alone for a form",
        ),
        (f"tasks add {'x' * 301}", "too long for a task"),
        ("tasks inc-99", "There is no inc-99"),
    ):
        said = await workspace.slash("ana", typed, channel=channel)
        assert answer in texts(said["ephemerals"]), typed


def _on_screen(state: dict[str, Any], words: str) -> str:
    for stack in state["views"].values():
        for view in stack:
            if words in texts(view["blocks"]):
                return texts(view["blocks"])
    return ""
