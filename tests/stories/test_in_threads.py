"""Working on an incident from a message: threads run no command, so its shortcut opens the whole menu."""

from pathlib import Path
from typing import Any

import pytest
from harness import PAYMENT, Bell, Workspace, texts

VIEW = {"in": "view"}
NEWS = "Rolled back 2.41"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What is said in Slack does not depend on the database."""
    return f"sqlite:///{tmp_path}/firebell.db"


async def begun(workspace: Workspace, bell: Bell, **values: Any) -> str:
    """Declare an incident, and give the id of its channel."""
    await workspace.declare("ana", **values)
    await bell.idle()
    channel = max(await workspace.incident_channels(), key=lambda one: one["name"])
    return str(channel["id"])


async def replied(workspace: Workspace, channel: str, parent: str = "", *, user: str = "ben") -> str:
    """Let somebody answer a message, their own where none is given; give the reply."""
    if not parent:
        asked = await workspace.act(user, "message", channel=channel, text="What do we see?")
        parent = asked["ts"]
    said = await workspace.act(user, "message", channel=channel, text="db2 is full", thread_ts=parent)
    return str(said["ts"])


async def work_on(workspace: Workspace, channel: str, ts: str, user: str = "ben") -> dict[str, Any]:
    shortcut = {"callback_id": "work_on_incident", "channel": channel, "ts": ts}
    return await workspace.act(user, "message_shortcut", **shortcut, wait_ms=5000)


async def stack(workspace: Workspace, user: str = "ben") -> list[str]:
    """Give the titles of their windows, the lowest first."""
    return [str(one["title"]["text"]) for one in (await workspace.get("see", user=user))["views"]]


async def announcement(workspace: Workspace) -> str:
    found = (await workspace.channel("tech-incidents"))["messages"]
    return str(next(one["ts"] for one in found if "inc-1" in one.get("text", "")))


def title(answer: dict[str, Any]) -> str:
    return str(answer["view"]["title"]["text"])


async def test_a_reply_leads_to_the_menu_and_an_update_from_there_is_posted(
    workspace: Workspace, bell: Bell
) -> None:
    room = await begun(workspace, bell)
    await workspace.act("ben", "join", channel=room)
    reply = await replied(workspace, room)
    await bell.idle()
    since = len(await workspace.calls())
    opened = await work_on(workspace, room, reply)
    assert title(opened) == "Work on inc-1"
    assert [call["method"] for call in await workspace.calls(since=since)] == ["views.open"]
    assert PAYMENT["Title"] in texts(opened["view"]["blocks"])
    form = await workspace.act("ben", "click", **VIEW, label="Update", wait_ms=5000)
    assert title(form) == "Update inc-1"
    assert await stack(workspace) == ["Update inc-1"]
    assert not (await workspace.act("ben", "submit", values={"Message": NEWS}))["errors"]
    await bell.idle()
    assert await stack(workspace) == []
    told = [one for one in (await workspace.channel(room))["messages"] if NEWS in one.get("text", "")]
    assert len(told) == 1


async def test_what_is_opened_from_there_takes_its_place(workspace: Workspace, bell: Bell) -> None:
    await begun(workspace, bell)
    reply = await replied(workspace, "tech-incidents", await announcement(workspace))
    there = (await workspace.channel("tech-incidents"))["id"]
    for label, leads_to in (
        ("Roles", "Roles of inc-1"),
        ("Timeline", "Timeline of inc-1"),
        ("Details", "inc-1"),
        ("Catch me up", "Firebell"),
        ("Key events", "Key events"),
        ("Tasks", "Tasks of inc-1"),
        ("Close incident", "Close inc-1"),
    ):
        await work_on(workspace, there, reply)
        shown = await workspace.act("ben", "click", **VIEW, label=label, wait_ms=5000)
        assert title(shown) == leads_to
        await workspace.act("ben", "close")
        assert await stack(workspace) == []


async def test_what_announced_it_and_what_it_was_declared_from_lead_there_too(
    workspace: Workspace, bell: Bell
) -> None:
    asked = await workspace.act("deniz", "message", channel="payments", text="Every payment is refused.")
    where = {"channel": "payments", "ts": asked["ts"]}
    await workspace.act("ana", "message_shortcut", **where, callback_id="declare_from_message", wait_ms=5000)
    rest = {name: PAYMENT[name] for name in ("What happens?", "Category", "Customers")}
    await workspace.act("ana", "submit", values=rest)
    await bell.idle()
    await begun(workspace, bell, Title="Search finds nothing")
    told = await announcement(workspace)
    places = [
        ("tech-incidents", told),
        ("tech-incidents", await replied(workspace, "tech-incidents", told)),
        ("payments", asked["ts"]),
        ("payments", await replied(workspace, "payments", asked["ts"], user="deniz")),
    ]
    for channel, ts in places:
        assert title(await work_on(workspace, channel, ts, user="deniz")) == "Work on inc-1", (channel, ts)
        await workspace.act("deniz", "close")


async def test_a_reply_from_which_another_one_was_declared_leads_to_that_one(
    workspace: Workspace, bell: Bell
) -> None:
    await begun(workspace, bell)
    reply = await replied(workspace, "tech-incidents", await announcement(workspace))
    where = {"channel": "tech-incidents", "ts": reply}
    await workspace.act("ana", "message_shortcut", **where, callback_id="declare_from_message", wait_ms=5000)
    rest = {name: PAYMENT[name] for name in ("What happens?", "Category", "Customers")}
    await workspace.act("ana", "submit", values=rest)
    await bell.idle()
    assert title(await work_on(workspace, "tech-incidents", reply)) == "Work on inc-2"


async def test_help_says_what_to_do_in_a_thread(workspace: Workspace, bell: Bell) -> None:
    told = await workspace.slash("ben", "help")
    assert "In threads Slack runs no command: *Work on the incident*" in texts(
        told["ephemerals"][0]["blocks"]
    )


async def test_elsewhere_a_picker_asks_first(workspace: Workspace, bell: Bell) -> None:
    reply = await replied(workspace, "general")
    none = await work_on(workspace, "general", reply)
    assert none["view"] is None
    assert "There is no incident yet." in none["ephemerals"][-1]["text"]
    await begun(workspace, bell)
    asked = await work_on(workspace, "general", reply)
    assert title(asked) == "Work on an incident"
    assert "Which incident?" in str(asked["view"]["blocks"])
    picked = await workspace.act("ben", "submit", values={"Which incident?": "inc-1"}, wait_ms=5000)
    assert title(picked) == "Work on inc-1"


async def test_who_may_not_see_it_gets_nowhere(workspace: Workspace, bell: Bell) -> None:
    """It is as if there were none; who had the menu before them already is refused by each button."""
    room = await begun(workspace, bell)
    told = await announcement(workspace)
    there = (await workspace.channel("tech-incidents"))["id"]
    assert title(await work_on(workspace, there, told, user="eve")) == "Work on inc-1"
    await workspace.slash("ana", "private", channel=room, wait_ms=5000)
    await workspace.act("ana", "submit", wait_ms=1500)
    await bell.idle()
    for label in ("Update", "Details", "Close incident"):
        refused = await workspace.act("eve", "click", **VIEW, label=label, wait_ms=5000)
        assert "There is no inc-1. App Home lists the active ones." in texts(refused["view"]["blocks"])
        await workspace.act("eve", "close")
    await workspace.act("eve", "close")
    hidden = await work_on(workspace, there, told, user="eve")
    assert hidden["view"] is None
    assert "There is no incident yet." in hidden["ephemerals"][-1]["text"]
    assert title(await work_on(workspace, there, told, user="ana")) == "Work on inc-1"


async def test_a_guest_works_on_the_incident_in_whose_channel_they_are(
    workspace: Workspace, bell: Bell
) -> None:
    room = await begun(workspace, bell)
    told = await workspace.act("ana", "message", channel=room, text="Who looks at db2?")
    await workspace.act("ana", "invite", channel=room, member="tess")
    await bell.idle()
    reply = await replied(workspace, room, told["ts"], user="tess")
    await work_on(workspace, room, reply, user="tess")
    await workspace.act("tess", "click", **VIEW, label="Update", wait_ms=5000)
    await workspace.act("tess", "submit", values={"Message": NEWS})
    await bell.idle()
    assert NEWS in str((await workspace.channel(room))["messages"])


async def test_people_of_other_organisations_are_refused(workspace: Workspace, bell: Bell) -> None:
    room = await begun(workspace, bell)
    await workspace.act("ana", "share", channel=room, member="vera")
    await workspace.act("ana", "invite", channel=room, member="vera")
    refused = await work_on(workspace, room, await replied(workspace, room, user="vera"), user="vera")
    assert refused["view"] is None
    assert "people of this workspace" in str(refused["ephemerals"])


async def test_what_is_closed_is_looked_at_and_reopened_from_there(workspace: Workspace, bell: Bell) -> None:
    room = await begun(workspace, bell)
    reply = await replied(workspace, room, (await workspace.channel(room))["messages"][-1]["ts"], user="ana")
    await workspace.slash("ana", "downgrade a test", channel=room, wait_ms=5000)
    await workspace.act("ana", "submit", wait_ms=1500)
    await bell.idle()
    opened = await work_on(workspace, room, reply)
    shown = str(opened["view"]["blocks"])
    assert "'run:update'" not in shown
    assert ":large_green_circle: Closed" in shown
    assert "'run:timeline'" in shown
    again = await workspace.act("ben", "click", **VIEW, label="Reopen", wait_ms=5000)
    assert title(again) == "Reopen inc-1"


async def test_what_was_merged_leads_to_the_one_that_goes_on(workspace: Workspace, bell: Bell) -> None:
    await begun(workspace, bell)
    told = await announcement(workspace)
    there = (await workspace.channel("tech-incidents"))["id"]
    await begun(workspace, bell, Title="Cards are refused")
    await workspace.slash("ana", "merge inc-1 inc-2", wait_ms=5000)
    await workspace.act("ana", "submit", wait_ms=1500)
    await bell.idle()
    opened = await work_on(workspace, there, told)
    assert "Closed, goes on in inc-2" in texts(opened["view"]["blocks"])
    other = await workspace.act("ben", "click", **VIEW, label="Work on inc-2", wait_ms=5000)
    assert title(other) == "Work on inc-2"
    assert await stack(workspace) == ["Work on inc-2"]
    assert "Cards are refused" in texts(other["view"]["blocks"])


async def test_what_is_told_three_times_opens_one_window_and_posts_once(
    workspace: Workspace, bell: Bell
) -> None:
    room = await begun(workspace, bell)
    reply = await replied(workspace, room, (await workspace.channel(room))["messages"][-1]["ts"], user="ana")
    for kind in ("message_action", "block_actions", "view_submission"):
        match = {"system": "slack", "type": kind}
        await workspace.post("faults", {"match": match, "fault": "duplicate", "copies": 2})
    opened = await work_on(workspace, room, reply, user="ana")
    await bell.idle()
    assert await stack(workspace, "ana") == ["Work on inc-1"]
    assert opened["ephemerals"] == []
    await workspace.act("ana", "click", **VIEW, label="Update", wait_ms=5000)
    await bell.idle()
    assert await stack(workspace, "ana") == ["Update inc-1"]
    await workspace.act("ana", "submit", values={"Message": NEWS})
    await bell.idle()
    told = [one for one in (await workspace.channel(room))["messages"] if NEWS in one.get("text", "")]
    assert len(told) == 1
    assert (await workspace.get("faults"))["faults"] == []
