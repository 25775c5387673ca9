"""Who leads: taken with a press, handed over in two lines, told to who has it."""

import asyncio
from typing import Any

from harness import Bell, Workspace, texts

HANDED = "Rolled back 2.41. Watch the error rate until 15:00."


async def begun(workspace: Workspace, bell: Bell) -> tuple[str, dict[str, Any]]:
    """Declare an incident, and give the id of its channel and where its card is."""
    await workspace.declare("ana")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    (pin,) = channel["pins"]
    ts = next(one["ts"] for one in channel["messages"] if one["ts"] in str(pin))
    return str(channel["id"]), {"in": "message", "channel": channel["id"], "ts": ts}


async def card(workspace: Workspace, where: dict[str, Any]) -> str:
    room = await workspace.channel(where["channel"])
    return texts(next(one for one in room["messages"] if one["ts"] == where["ts"])["blocks"])


async def told_by_dm(workspace: Workspace, name: str) -> list[dict[str, Any]]:
    state = await workspace.state()
    person = workspace.user_id(state, name)
    rooms = [one for one in state["dms"] if person in one["members"]]
    return [message for room in rooms for message in room["messages"]]


async def test_two_take_command_and_one_gets_it(workspace: Workspace, bell: Bell) -> None:
    channel, where = await begun(workspace, bell)
    assert "*Commander*  nobody" in await card(workspace, where)
    both = await asyncio.gather(
        *(
            workspace.act(name, "click", **where, label="Take command", wait_ms=3000)
            for name in ("ben", "eve")
        )
    )
    (loser,) = [answer for answer in both if answer["ephemerals"]]
    assert "is the commander by now" in loser["ephemerals"][0]["text"]
    winner = "eve" if loser is both[0] else "ben"
    await bell.idle()
    assert f"<@{workspace.user_id(await workspace.state(), winner)}>" in await card(workspace, where)
    assert "Take command" not in await card(workspace, where)
    (told,) = await told_by_dm(workspace, winner)
    assert "Stop the harm first" in texts(told["blocks"])
    room = await workspace.channel(channel)
    assert len([one for one in room["messages"] if "is the commander now" in one.get("text", "")]) == 1


async def test_command_is_handed_over_in_two_lines(workspace: Workspace, bell: Bell) -> None:
    """The next one is let in, and begins with what the last one wrote."""
    channel, where = await begun(workspace, bell)
    await workspace.slash("ben", "roles me", channel=channel)
    await workspace.slash("ben", "tasks add Write to the sellers @ben friday", channel=channel)
    await workspace.slash("ben", "tasks add Call the bank @chloe", channel=channel)
    asked = await workspace.slash("ben", "roles commander @eve", channel=channel, wait_ms=5000)
    assert asked["view"]["title"]["text"] == "Roles of inc-1"
    left = texts(asked["view"]["blocks"])
    assert "☐ Write to the sellers" in left
    assert "Call the bank" not in left, "only what those with a role have to do"
    refused = await workspace.act("ben", "submit", values={})
    assert "Hand over in two lines" in refused["errors"]["Hand-over"]
    saved = await workspace.act("ben", "submit", values={"Hand-over": HANDED})
    assert saved["ok"], saved
    await bell.idle()
    state = await workspace.state()
    eve = workspace.user_id(state, "eve")
    assert eve in (await workspace.channel(channel))["members"]
    (told,) = await told_by_dm(workspace, "eve")
    assert "Watch the error rate" in texts(told["blocks"])
    opened = await workspace.act(
        "eve", "click", channel=told_in(state, eve), ts=told["ts"], label="Open channel", **{"in": "message"}
    )
    assert opened["ok"], opened
    assert f"<@{eve}>" in await card(workspace, where)
    posted = [texts(one.get("blocks", [])) for one in (await workspace.channel(channel))["messages"]]
    assert any("Watch the error rate" in one and "(was <@" in one for one in posted)


def told_in(state: dict[str, Any], person: str) -> str:
    return next(str(one["id"]) for one in state["dms"] if person in one["members"])


async def test_a_form_that_is_behind_the_times_takes_nothing_away(workspace: Workspace, bell: Bell) -> None:
    channel, where = await begun(workspace, bell)
    await workspace.act("chloe", "click", **where, label="Roles", wait_ms=5000)
    await workspace.slash("ben", "roles me", channel=channel)
    late = await workspace.act("chloe", "submit", values={"Commander": "eve"})
    assert "Ben Okafor is the commander by now" in texts(late["view"]["blocks"])
    await bell.idle()
    assert f"<@{workspace.user_id(await workspace.state(), 'ben')}>" in await card(workspace, where)


async def test_who_is_not_known_is_not_guessed(workspace: Workspace, bell: Bell) -> None:
    channel, _ = await begun(workspace, bell)
    for typed, answer in (
        ("commander @bne", "Nobody here is called @bne"),
        ("commander <@U0NOBODY>", "Nobody here has that id. Type `/incident roles`, and choose"),
        ("captain @ben", "There is no role"),
        ("ben", "Name a role and a person"),
    ):
        said = await workspace.slash("ana", f"roles {typed}", channel=channel)
        assert answer in said["ephemerals"][0]["text"], typed


async def test_who_left_on_purpose_comes_back_only_for_a_role(workspace: Workspace, bell: Bell) -> None:
    """A raise calls nobody back who left; a role does."""
    channel, _ = await begun(workspace, bell)
    await workspace.act("deniz", "leave", channel=channel)
    await workspace.slash("ana", "update P1", channel=channel, wait_ms=5000)
    await workspace.act("ana", "submit", values={})
    await bell.idle()
    deniz = workspace.user_id(await workspace.state(), "deniz")
    assert deniz not in (await workspace.channel(channel))["members"]
    await workspace.slash("ana", "roles communication @deniz", channel=channel, wait_ms=5000)
    saved = await workspace.act("ana", "submit", values={})
    assert saved["ok"], saved
    await bell.idle()
    assert deniz in (await workspace.channel(channel))["members"]


async def test_who_cannot_be_let_in_is_named_once_and_not_asked_for_again(
    workspace: Workspace, bell: Bell
) -> None:
    """Sam is a guest of one other channel; the responders of what is raised come all the same."""
    await workspace.act("ana", "change_person", member="sam", role="single_channel_guest")
    await bell.idle()
    channel, _ = await begun(workspace, bell)
    sam = workspace.user_id(await workspace.state(), "sam")
    await workspace.slash("ana", "roles communication @sam", channel=channel, wait_ms=5000)
    await workspace.act("ana", "submit")
    await bell.idle()
    before = len(await workspace.calls())
    await workspace.slash("ben", "roles me", channel=channel, wait_ms=2000)
    await workspace.slash("chloe", "roles scribe me", channel=channel, wait_ms=2000)
    await bell.idle()
    said = [one["text"] for one in (await workspace.channel(channel))["messages"]]
    assert [one for one in said if "cannot be let in" in one] == [f"inc-1: <@{sam}> cannot be let in."]
    assert not [one for one in said if "could not be invited" in one]
    asked = await workspace.calls("conversations.invite", since=before)
    assert not [one for one in asked if sam in one["args"]["users"]]
