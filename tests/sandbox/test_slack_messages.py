"""Messages of the app: what they may hold, threads, edits, pins, reactions, whispers."""

from typing import Any

import pytest
from rig import Listener, Space, button, eventually, section
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]


@pytest.fixture
async def room(space: Space) -> str:
    return str((await space.channel("general"))["id"])


async def say(web: AsyncWebClient, room: str, text: str, **more: Any) -> str:
    return str((await web.chat_postMessage(channel=room, text=text, **more))["ts"])


async def test_blocks_come_back_with_ids_and_defaults(web: AsyncWebClient, room: str) -> None:
    blocks = [section("*hi*", accessory=button("Go", "go")), {"type": "divider"}]
    answer = await web.chat_postMessage(channel=room, text="hi", blocks=blocks)
    (first, second) = answer["message"]["blocks"]
    assert first["block_id"] != second["block_id"]
    assert first["accessory"]["text"]["emoji"] is True


async def test_blocks_that_slack_would_refuse_are_refused_with_the_reason(
    web: AsyncWebClient, room: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await web.chat_postMessage(channel=room, text="x", blocks=[section("x" * 3001)])
    answer = refused.value.response
    assert answer["error"] == "invalid_blocks"
    assert "/blocks/0/text" in answer["response_metadata"]["messages"][0]
    assert answer["response_metadata"]["messages"][0].startswith("[ERROR] ")


async def test_metadata_is_shown_to_whom_asks_for_it(web: AsyncWebClient, room: str) -> None:
    metadata = {"event_type": "incident", "event_payload": {"ref": "inc-7"}}
    ts = await say(web, room, "card", metadata=metadata)
    (plain,) = (await web.conversations_history(channel=room, latest=ts, inclusive=True, limit=1))["messages"]
    assert "metadata" not in plain
    asked = await web.conversations_history(channel=room, limit=1, include_all_metadata=True)
    assert asked["messages"][0]["metadata"] == metadata


async def test_replies_stay_in_their_thread(web: AsyncWebClient, room: str) -> None:
    root = await say(web, room, "root")
    await say(web, room, "answer", thread_ts=root)
    await say(web, room, "for all", thread_ts=root, reply_broadcast=True)
    newest = (await web.conversations_history(channel=room, limit=2))["messages"]
    assert [message["text"] for message in newest] == ["for all", "root"]
    assert (newest[1]["reply_count"], newest[0]["subtype"]) == (2, "thread_broadcast")
    thread = (await web.conversations_replies(channel=room, ts=root))["messages"]
    assert [message["text"] for message in thread] == ["root", "answer", "for all"]
    assert thread[1]["parent_user_id"] == (await web.auth_test())["user_id"]


async def test_text_alone_replaces_blocks_and_shows_the_edit(web: AsyncWebClient, room: str) -> None:
    ts = await say(web, room, "one", blocks=[section("one")])
    silent = await web.chat_update(channel=room, ts=ts, text="two", blocks=[section("two")])
    assert "edited" not in silent["message"]
    edited = await web.chat_update(channel=room, ts=ts, text="three")
    assert "blocks" not in edited["message"]
    assert edited["message"]["edited"]["user"] == (await web.auth_test())["user_id"]


async def test_metadata_stays_when_an_update_does_not_name_it(web: AsyncWebClient, room: str) -> None:
    metadata = {"event_type": "incident", "event_payload": {"ref": "inc-7"}}
    ts = await say(web, room, "card", metadata=metadata)
    await web.chat_update(channel=room, ts=ts, text="card, newer")
    asked = await web.conversations_history(channel=room, limit=1, include_all_metadata=True)
    assert asked["messages"][0]["metadata"] == metadata


async def test_the_app_changes_and_deletes_only_its_own_words(
    space: Space, web: AsyncWebClient, room: str
) -> None:
    theirs = (await space.act("ben", "message", channel=room, text="mine"))["ts"]
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await web.chat_update(channel=room, ts=theirs, text="yours")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await web.chat_delete(channel=room, ts=theirs)


async def test_the_app_hears_its_own_messages_and_their_changes(
    web: AsyncWebClient, listener: Listener, room: str
) -> None:
    ts = await say(web, room, "one")
    await web.chat_update(channel=room, ts=ts, text="two")
    await web.chat_delete(channel=room, ts=ts)
    said, changed, deleted = await eventually(
        lambda: listener.events("message")[2:] and listener.events("message")
    )
    assert (said["text"], said["bot_id"]) == ("one", (await web.auth_test())["bot_id"])
    assert (changed["subtype"], changed["message"]["text"], changed["previous_message"]["text"]) == (
        "message_changed",
        "two",
        "one",
    )
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)


async def test_a_whisper_is_seen_by_one_person_and_is_in_no_history(
    space: Space, web: AsyncWebClient, listener: Listener, room: str
) -> None:
    ana = await space.user("ana")
    await web.chat_postEphemeral(channel=room, user=ana, text="only you")
    (whisper,) = (await space.state())["ephemerals"]
    assert (whisper["user"], whisper["channel"], whisper["text"]) == (ana, room, "only you")
    assert "only you" not in str((await space.channel(room))["messages"])
    seen = {name: str((await space.get("see", user=name))["channels"]) for name in ("ana", "ben")}
    assert "only you" in seen["ana"]
    assert "only you" not in seen["ben"]
    assert listener.events("message") == []


async def test_pins_and_reactions_are_kept_and_told(
    space: Space, web: AsyncWebClient, listener: Listener, room: str
) -> None:
    ts = await say(web, room, "card")
    await web.pins_add(channel=room, timestamp=ts)
    await web.reactions_add(channel=room, timestamp=ts, name="eyes")
    assert (await space.channel(room))["pins"] == [ts]
    assert (await web.pins_list(channel=room))["items"][0]["message"]["ts"] == ts
    (reaction,) = (await web.reactions_get(channel=room, timestamp=ts))["message"]["reactions"]
    assert (reaction["name"], reaction["count"]) == ("eyes", 1)
    assert await eventually(lambda: listener.events("pin_added") and listener.events("reaction_added"))
    await web.pins_remove(channel=room, timestamp=ts)
    await web.reactions_remove(channel=room, timestamp=ts, name="eyes")
    assert (await space.channel(room))["pins"] == []
    assert "reactions" not in (await web.reactions_get(channel=room, timestamp=ts))["message"]


async def test_another_name_needs_its_scope_and_then_is_shown(web: AsyncWebClient, room: str) -> None:
    answer = await web.chat_postMessage(channel=room, text="x", username="Deploy bot", icon_emoji=":rocket:")
    assert (answer["message"]["username"], answer["message"]["icons"]) == (
        "Deploy bot",
        {"emoji": ":rocket:"},
    )


async def test_markdown_text_becomes_a_markdown_block(web: AsyncWebClient, room: str) -> None:
    answer = await web.chat_postMessage(channel=room, markdown_text="**bold**")
    assert answer["message"]["blocks"][0]["type"] == "markdown"
    with pytest.raises(SlackApiError, match="markdown_text_conflict"):
        await web.chat_postMessage(channel=room, markdown_text="**bold**", text="bold")


async def test_a_deleted_message_with_replies_leaves_a_stone(
    space: Space, web: AsyncWebClient, listener: Listener, room: str
) -> None:
    root = (await web.chat_postMessage(channel=room, text="root"))["ts"]
    reply = (await space.act("ana", "message", channel=room, text="reply", thread_ts=root))["ts"]
    await web.chat_delete(channel=room, ts=root)
    thread = (await web.conversations_replies(channel=room, ts=root))["messages"]
    assert [(each["ts"], each.get("subtype")) for each in thread] == [(root, "tombstone"), (reply, None)]
    changed = await eventually(
        lambda: [event for event in listener.events("message") if event.get("subtype") == "message_changed"]
    )
    assert (changed[-1]["message"]["subtype"], changed[-1]["previous_message"]["text"]) == (
        "tombstone",
        "root",
    )
