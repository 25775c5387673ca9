"""The timeline: messages with a 📌, updates with a 📣, and what people write and correct themselves."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from harness import PATIENCE, Ahead, Bell, Workspace, texts

from bot.domain.people import Person
from bot.usecases.read_directory import record_people

PIN, CALL = "pushpin", "mega"


async def begun(workspace: Workspace, bell: Bell, **values: Any) -> str:
    """Declare an incident, let ben and chloe in, and give the id of its channel."""
    await workspace.declare("ana", **values)
    await bell.idle()
    (channel,) = await workspace.incident_channels()
    for person in ("ben", "chloe"):
        await workspace.act(person, "join", channel=channel["id"])
    await bell.idle()
    return str(channel["id"])


async def say(workspace: Workspace, user: str, channel: str, text: str, **args: Any) -> str:
    return str((await workspace.act(user, "message", channel=channel, text=text, **args))["ts"])


async def react(workspace: Workspace, user: str, channel: str, ts: str, name: str = PIN) -> None:
    await workspace.act(user, "react", channel=channel, ts=ts, name=name)


async def timeline(workspace: Workspace, user: str, channel: str) -> str:
    """Look at the timeline, and close it again."""
    shown = await workspace.slash(user, "timeline", channel=channel, wait_ms=5000)
    await workspace.act(user, "close")
    return texts(shown["view"]["blocks"])


async def shows(workspace: Workspace, channel: str, words: str, *, times: int = 1) -> str:
    """Wait until the timeline says it so often: Slack tells of things only after they are done."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        shown = await timeline(workspace, "chloe", channel)
        if shown.count(words) == times:
            return shown
        await asyncio.sleep(0.05)
    raise AssertionError(f"never {times} times {words!r}: {shown}")


async def said(workspace: Workspace, channel: str) -> list[str]:
    """Give all that people read in a channel, a text for each message."""
    found = (await workspace.channel(channel))["messages"]
    return [f"{one.get('text', '')}\n{texts(one.get('blocks', []))}" for one in found]


async def test_a_pin_puts_a_message_there_and_edits_and_deletions_are_followed(
    workspace: Workspace, bell: Bell
) -> None:
    channel = await begun(workspace, bell)
    ts = await say(workspace, "ben", channel, "We rolled back 2.41 <!channel> & it helps @ana")
    await react(workspace, "ana", channel, ts)
    shown = await shows(workspace, channel, "We rolled back 2.41")
    assert "2.41 @channel &amp; it helps @ana" in shown
    assert "<!channel>" not in shown
    assert "added by" in shown
    await workspace.act("ben", "edit", channel=channel, ts=ts, text="We rolled back 2.42")
    shown = await shows(workspace, channel, "We rolled back 2.42")
    assert "2.41" not in shown
    assert "corrected by" in shown
    await workspace.act("ben", "delete", channel=channel, ts=ts)
    await shows(workspace, channel, "We rolled back", times=0)


async def test_it_goes_with_the_last_pin(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    ts = await say(workspace, "ben", channel, "The disk is full again")
    since = len(await workspace.calls())
    for person in ("ana", "ben"):
        await react(workspace, person, channel, ts)
    await shows(workspace, channel, "The disk is full")
    await bell.idle()
    assert len(await workspace.calls("conversations.replies", since=since)) == 1
    await workspace.act("ana", "unreact", channel=channel, ts=ts, name=PIN)
    other = await say(workspace, "ben", channel, "Another message")
    await react(workspace, "ben", channel, other)
    assert "The disk is full" in await shows(workspace, channel, "Another message")
    await workspace.act("ben", "unreact", channel=channel, ts=ts, name=PIN)
    await shows(workspace, channel, "The disk is full", times=0)


async def test_a_lost_reply_or_an_event_told_twice_puts_it_there_once(
    workspace: Workspace, bell: Bell
) -> None:
    channel = await begun(workspace, bell)
    ts = await say(workspace, "ben", channel, "Queue is empty")
    await workspace.fault("conversations.replies", "drop", times=2)
    match = {"system": "slack", "type": "reaction_added"}
    await workspace.post("faults", {"match": match, "fault": "duplicate", "copies": 2})
    await react(workspace, "ana", channel, ts)
    await shows(workspace, channel, "Queue is empty")
    await bell.idle()
    await shows(workspace, channel, "Queue is empty")
    assert (await workspace.get("faults"))["faults"] == []


async def test_thread_replies_take_a_pin_and_the_shortcut_needs_no_question(
    workspace: Workspace, bell: Bell
) -> None:
    channel = await begun(workspace, bell)
    parent = await say(workspace, "ben", channel, "What do we see?")
    pinned = await say(workspace, "chloe", channel, "Errors on db2", thread_ts=parent)
    kept = await say(workspace, "chloe", channel, "one\n\ntwo ```", thread_ts=parent)
    await react(workspace, "ana", channel, pinned)
    shown = await shows(workspace, channel, "Errors on db2")
    assert "What do we see" not in shown
    await bell.idle()
    since = len(await workspace.calls())
    shortcut = {"callback_id": "add_to_timeline", "channel": channel, "ts": kept}
    answer = await workspace.act("ben", "message_shortcut", **shortcut, wait_ms=5000)
    assert "on the timeline of inc-1" in answer["ephemerals"][0]["text"]
    assert not await workspace.calls("conversations.replies", since=since)
    assert "> one\n> two" in await shows(workspace, channel, "> one")
    again = await workspace.act("ben", "message_shortcut", **shortcut, wait_ms=5000)
    assert "already" in again["ephemerals"][0]["text"]
    elsewhere = await say(workspace, "ben", "general", "Hello")
    shortcut = {"callback_id": "add_to_timeline", "channel": "general", "ts": elsewhere}
    refused = await workspace.act("ben", "message_shortcut", **shortcut, wait_ms=5000)
    assert "belongs to no incident" in refused["ephemerals"][0]["text"]


async def test_a_megaphone_of_who_has_a_role_is_an_update_at_once(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    await workspace.slash("ana", "roles me", channel=channel)
    await workspace.slash("ana", "update we look at db2", channel=channel)
    await bell.idle()
    ts = await say(workspace, "ben", channel, "Error rate falls since the rollback")
    await react(workspace, "ana", channel, ts, CALL)
    offered = await workspace.until(lambda state: _whisper(state, "is an update of inc-1 now"))
    await bell.idle()
    told = [one for one in await said(workspace, channel) if "Error rate falls" in one]
    assert len(told) == 3  # the message itself, the update, the card
    assert "Error rate falls" in "\n".join(await said(workspace, "tech-incidents"))
    where = {"in": "message", "channel": channel, "ts": offered["ts"]}
    undone = await workspace.act("ana", "click", **where, label="Undo", wait_ms=5000)
    assert "taken back" in undone["ephemerals"][0]["text"]
    await bell.idle()
    told = [one for one in await said(workspace, channel) if "Error rate falls" in one]
    assert len(told) == 1
    assert "Error rate falls" not in "\n".join(await said(workspace, "tech-incidents"))
    assert any("*Last update*" in one and "we look at db2" in one for one in await said(workspace, channel))
    await shows(workspace, channel, "Error rate falls", times=0)
    twice = await workspace.act("ana", "click", **where, label="Undo", wait_ms=5000)
    assert "taken it back already" in twice["ephemerals"][0]["text"]


async def test_an_update_follows_its_message(workspace: Workspace, bell: Bell) -> None:
    """Written anew it says something else, wherever it was told; deleted it is gone."""
    channel = await begun(workspace, bell)
    await workspace.slash("ana", "roles me", channel=channel)
    await workspace.follow_here("ana", "inc-1", "marketplace")
    ts = await say(workspace, "ben", channel, "We rolled back 2.41")
    await react(workspace, "ana", channel, ts, CALL)
    await shows(workspace, channel, "We rolled back 2.41")
    await bell.idle()
    await workspace.act("ben", "edit", channel=channel, ts=ts, text="We rolled back 2.42")
    await shows(workspace, channel, "We rolled back 2.42")
    await bell.idle()
    for place, times in ((channel, 3), ("tech-incidents", 1), ("marketplace", 1)):
        there = await said(workspace, place)
        assert len([one for one in there if "2.42" in one]) == times, place
        assert not [one for one in there if "2.41" in one], place
    await workspace.act("ben", "delete", channel=channel, ts=ts)
    await shows(workspace, channel, "We rolled back 2.42", times=0)
    await bell.idle()
    for place in (channel, "tech-incidents", "marketplace"):
        assert "2.42" not in "\n".join(await said(workspace, place)), place
    assert "The message of this update was deleted" in "\n".join(await said(workspace, channel))


async def test_all_others_are_asked_before_it_is_told(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    ts = await say(workspace, "ben", channel, "Half of the orders pass again")
    await react(workspace, "ben", channel, ts, CALL)
    asked = await workspace.until(lambda state: _whisper(state, "Post this message as an update"))
    assert len([one for one in await said(workspace, channel) if "Half of the orders" in one]) == 1
    where = {"in": "message", "channel": channel, "ts": asked["ts"]}
    await asyncio.gather(*(workspace.act("ben", "click", **where, label="Post as update") for _ in range(2)))
    await workspace.until(lambda state: _whisper(state, "is an update of inc-1 now"))
    await bell.idle()
    assert len([one for one in await said(workspace, channel) if "Half of the orders" in one]) == 3
    replies = (await workspace.channel("tech-incidents"))["messages"]
    assert len([one for one in replies if "Half of the orders" in texts(one.get("blocks", []))]) == 1


@pytest.mark.slow
async def test_people_of_other_organisations_and_firebells_own_messages_are_not_heard(
    workspace: Workspace, bell: Bell
) -> None:
    channel = await begun(workspace, bell)
    ben = workspace.user_id(await workspace.state(), "ben")
    stranger = Person(ben, "ben", "Ben", stranger=True)
    await bell.firebell.db.write(record_people, (stranger,))
    mine, theirs = [await say(workspace, "ana", channel, f"{word} words") for word in ("First", "Second")]
    own = next(one["ts"] for one in (await workspace.channel(channel))["messages"] if one.get("bot_id"))
    since = len(await workspace.calls())
    for name in (PIN, CALL):
        await react(workspace, "ben", channel, theirs, name)
        await react(workspace, "ana", channel, own, name)
    await react(workspace, "ana", channel, mine)
    assert "Second words" not in await shows(workspace, channel, "First words")
    await bell.idle()
    assert len(await workspace.calls("conversations.replies", since=since)) == 1
    assert not await workspace.calls("chat.postEphemeral", since=since)


async def test_a_mark_outlives_a_crash(workspace: Workspace, tmp_path: Path) -> None:
    """Firebell dies while it reads the message; the next one reads it again."""
    bell = await Bell(workspace, tmp_path / "firebell.db").start()
    await bell.ready()
    channel = await begun(workspace, bell)
    ts = await say(workspace, "ben", channel, "Failover is done")
    await workspace.fault("conversations.replies", "timeout", ms=3000)
    await react(workspace, "ana", channel, ts)
    while not await workspace.calls("conversations.replies"):
        await workspace.until(lambda _: True)
    await bell.drop()
    bell = await Bell(workspace, tmp_path / "firebell.db").start()
    await shows(workspace, channel, "Failover is done")
    await bell.stop()


async def test_the_mark_taken_off_is_an_undo_too_but_not_after_ten_minutes(
    workspace: Workspace, database_url: str
) -> None:
    clock = Ahead()
    bell = await Bell(workspace, database_url, clock=clock).start()
    await bell.ready()
    channel = await begun(workspace, bell)
    await workspace.slash("ana", "roles me", channel=channel)
    first, second = [await say(workspace, "ben", channel, f"{word} query found") for word in ("Slow", "Bad")]
    await react(workspace, "ana", channel, first, CALL)
    await shows(workspace, channel, "Slow query found")
    await bell.idle()
    await workspace.act("ana", "unreact", channel=channel, ts=first, name=CALL)
    await shows(workspace, channel, "Slow query found", times=0)
    await react(workspace, "ana", channel, second, CALL)
    await shows(workspace, channel, "Bad query found")
    offered = await workspace.until(lambda state: _whisper(state, "is an update", after=1))
    clock.by = timedelta(minutes=11)
    where = {"in": "message", "channel": channel, "ts": offered["ts"]}
    late = await workspace.act("ana", "click", **where, label="Undo", wait_ms=5000)
    assert "more than 10 minutes" in late["ephemerals"][0]["text"]
    await bell.stop()


async def test_words_are_added_with_their_time_corrected_and_taken_away(
    workspace: Workspace, bell: Bell
) -> None:
    channel = await begun(workspace, bell)
    typed = await workspace.slash("ben", "timeline 3 h ago: the <!here> deploy began", channel=channel)
    assert "It is on the timeline of inc-1: " in typed["ephemerals"][0]["text"]
    assert "(Europe/" in typed["ephemerals"][0]["text"]
    empty = await workspace.slash("ben", "timeline 14:02", channel=channel)
    assert "the note is empty" in empty["ephemerals"][0]["text"], "a time alone says nothing"
    refused = await workspace.slash("ben", "timeline 25:99 what", channel=channel)
    assert "There is no such time" in refused["ephemerals"][0]["text"]
    shown = await workspace.slash("chloe", "timeline", channel=channel, wait_ms=5000)
    assert "the &lt;!here&gt; deploy" in texts(shown["view"]["blocks"])
    assert texts(shown["view"]["blocks"]).index("deploy") < texts(shown["view"]["blocks"]).index(
        "declared it"
    )
    asked = await workspace.act("chloe", "click", **{"in": "view"}, label="Add a note", wait_ms=5000)
    assert asked["view"]["title"]["text"] == "Add a note"
    future = await workspace.act(
        "chloe", "submit", values={"What happened?": "x", "When was it?": "2099-01-01 10:00"}
    )
    assert "future" in future["errors"]["When was it?"]
    await workspace.act(
        "chloe",
        "submit",
        values={"What happened?": "First <@U1>\nsecond", "When was it?": "2026-11-20 10:00"},
    )
    shown = await workspace.until(lambda state: _top(state, "Friday, 20 November"))
    assert "> First &lt;@U1&gt;\n> second" in texts(shown["blocks"])
    await workspace.act("chloe", "select", **_menu(shown, "First"), option="Correct", wait_ms=5000)
    corrected = await workspace.act("chloe", "submit", values={"What happened?": "Third"})
    assert corrected["ok"], corrected
    shown = await workspace.until(lambda state: _top(state, "corrected by"))
    assert "First" not in texts(shown["blocks"])
    everything = await workspace.act(
        "chloe", "click", **{"in": "view"}, label="Show everything", wait_ms=5000
    )
    assert "corrected a note: Third" in texts(everything["view"]["blocks"])
    assert "the channel was made" in texts(everything["view"]["blocks"])
    await workspace.act("chloe", "select", **_menu(everything["view"], "Third"), option="Take away")
    shown = await workspace.until(lambda state: _top(state, "that was taken away"))
    assert "took a note away" in texts(shown["blocks"])
    assert "Third" not in texts(shown["blocks"]).replace("corrected a note: Third", "")


async def test_a_long_timeline_has_pages(workspace: Workspace, bell: Bell) -> None:
    channel = await begun(workspace, bell)
    for number in range(40):
        await workspace.slash("ben", f"note line {number} " + "x" * 500, channel=channel)
    shown = await workspace.slash("chloe", "timeline", channel=channel, wait_ms=5000)
    assert "line 39" in texts(shown["view"]["blocks"])
    assert "declared it" not in texts(shown["view"]["blocks"])
    older = await workspace.act("chloe", "click", **{"in": "view"}, label="Older", wait_ms=5000)
    assert "declared it" in texts(older["view"]["blocks"])
    newer = await workspace.act("chloe", "click", **{"in": "view"}, label="Newer", wait_ms=5000)
    assert "line 39" in texts(newer["view"]["blocks"])


def _menu(view: dict[str, Any], words: str) -> dict[str, Any]:
    """Give the menu beside the words, as the one that a person presses."""
    row = next(one for one in view["blocks"] if words in str(one.get("text")) and "accessory" in one)
    return {"in": "view", "block_id": row["block_id"], "action_id": row["accessory"]["action_id"]}


def _top(state: dict[str, Any], words: str) -> dict[str, Any] | None:
    views = [stack[-1] for stack in state["views"].values() if stack]
    return next((view for view in views if words in texts(view["blocks"])), None)


def _whisper(state: dict[str, Any], words: str, after: int = 0) -> dict[str, Any] | None:
    found = [one for one in state["ephemerals"] if words in one.get("text", "")]
    return found[after] if len(found) > after else None
