"""Talking to Firebell: help, messages to it, and messages that are none of its business."""

from typing import Any

import pytest
from harness import Bell, Workspace, texts

from bot.sandbox.slack import events, posts, rooms
from bot.sandbox.slack.workspace import Slack


async def test_help_shows_what_matters_first_and_then_all(workspace: Workspace, bell: Bell) -> None:
    shown = (await workspace.slash("ana", "help"))["ephemerals"][0]
    said = texts(shown["blocks"])
    assert "`/incident open [title]`" in said
    assert "`/incident merge" not in said
    label = next(line for line in said.splitlines() if line.startswith("All "))
    where = {"in": "message", "channel": "general", "ts": shown["ts"]}
    everything = await workspace.act("ana", "click", **where, label=label, wait_ms=5000)
    said = texts(everything["ephemerals"][0]["blocks"])
    for word in ("open", "merge", "keyevents", "timeline"):
        assert f"`/incident {word}" in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("help", "`/incident help`"),
        ("open Checkout `<is>` down", "`/incident open Checkout '&lt;is&gt;' down`"),
        ("what is going on?", "`/incident open` declares an incident"),
        ("/incident <!channel>", "`/incident open` declares an incident"),
    ],
)
async def test_a_message_to_firebell_is_answered_once_and_says_what_works(
    workspace: Workspace, bell: Bell, typed: str, said: str
) -> None:
    match = {"system": "slack", "type": "message"}
    await workspace.post("faults", {"match": match, "fault": "duplicate", "copies": 2})
    await workspace.act("ana", "message", channel="firebell", text=typed)
    answer = await workspace.until(lambda state: _answers(state, said))
    since = len(await workspace.calls())
    await workspace.act("ben", "message", channel="firebell", text="help")
    await workspace.until(lambda state: len(_answers(state, "")) > len(answer))
    assert len(await workspace.calls("chat.postMessage", since=since)) == 1
    assert len(answer) == 1


async def test_other_messages_are_neither_read_nor_kept(workspace: Workspace, bell: Bell) -> None:
    """Not a question to Slack, not a row."""
    await workspace.declare("ana")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    since = len(await workspace.calls())
    for place in (channel["id"], "general"):
        said = await workspace.act("ana", "message", channel=place, text="My secret lunch")
        await workspace.act("ana", "edit", channel=place, ts=said["ts"], text="My secret dinner")
        await workspace.act("ana", "react", channel=place, ts=said["ts"], name="eyes")
        await workspace.act("ana", "delete", channel=place, ts=said["ts"])
    await workspace.act("ana", "message", channel="firebell", text="help")
    await workspace.until(lambda state: _answers(state, "`/incident help`"))
    assert [one["method"] for one in await workspace.calls(since=since)] == ["chat.postMessage"]
    assert "secret" not in str(await bell.firebell.db.read(_everything_told))


async def test_a_channel_that_others_can_look_into_says_so_once(workspace: Workspace, bell: Bell) -> None:
    await workspace.declare("ana")
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    slack: Slack = workspace.sandbox._slack  # noqa: SLF001 - nobody else can act for another organisation
    room, ana = slack.world.channels[channel["id"]], workspace.user_id(await workspace.state(), "ana")
    for _ in range(2):
        event = {"type": "channel_shared", "connected_team_id": "E0OTHER", "channel": room.id}
        events.of_room(slack, room, event, ana)
    posts.system(slack, room, ana, "channel_convert_to_private", "made this channel *private*.")
    await workspace.until(lambda state: _says(state, room.id, "This channel is private now, inc-1 is not"))
    await bell.idle()
    told = [one["text"] for one in (await workspace.channel(room.id))["messages"]]
    assert len([one for one in told if "another organisation is in this channel" in one]) == 1
    rooms.rename(slack, room, "20261121-elsewhere", ana)
    shown = await workspace.slash("ana", "timeline", channel=room.id, wait_ms=5000)
    assert "another organisation came into the channel" in texts(shown["view"]["blocks"])
    assert "the channel was made private" in texts(shown["view"]["blocks"])


def _answers(state: dict[str, Any], words: str) -> list[dict[str, Any]]:
    found = [one for room in state["dms"] for one in room["messages"]]
    return [one for one in found if one.get("bot_id") and words in one["text"]]


def _says(state: dict[str, Any], channel: str, words: str) -> bool:
    room = next(one for one in state["channels"] if one["id"] == channel)
    return any(words in one["text"] for one in room["messages"])


def _everything_told() -> list[str]:
    from bot.store.tables import Event, Telling

    return [str(row.said) for table in (Event, Telling) for row in table.select()]
