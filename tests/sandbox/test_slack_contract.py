"""Walks through every method, payload and event, so that tests/sandbox/judge.py hears each of them."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from contracts import ARE_HERE
from judge import JUDGE
from rig import Json, Listener, Space, button, entry, eventually, modal, option, section, text_entry
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

pytest_plugins = ["sandbox_fixtures"]
pytestmark = pytest.mark.skipif(not ARE_HERE, reason="no contracts beside the checkout")

ROW = {"type": "actions", "elements": [button("Go", "go", value="1")]}
HELLO: Json = {"text": "hello", "blocks": [section("hello"), ROW]}


Call = Callable[..., Awaitable[AsyncSlackResponse]]


@pytest.fixture
def call(web: AsyncWebClient) -> Call:
    async def ask(method: str, **args: Any) -> AsyncSlackResponse:
        reads = method.startswith(
            ("users.", "conversations.info", "conversations.list", "conversations.members")
        )
        reads = reads or method.endswith((".replies", ".list", ".getPermalink", ".get"))
        return await (web.api_call(method, params=args) if reads else web.api_call(method, json=args))

    return ask


async def test_answers_about_the_workspace(space: Space, call: Call) -> None:
    for method in ("api.test", "auth.test", "team.info", "bots.info"):
        await call(method)
    await call("users.info", user=await space.user("ana"))
    await call("users.list", limit=5)
    await call("users.lookupByEmail", email="ana@demo.example")
    groups = await call("usergroups.list", include_users=True, include_count=True)
    await call("usergroups.users.list", usergroup=groups["usergroups"][0]["id"])
    assert (len(JUDGE.names), JUDGE.problems) == (9, [])


async def test_answers_about_channels(space: Space, call: Call) -> None:
    ana, ben = await space.user("ana"), await space.user("ben")
    room = (await call("conversations.create", name="inc-1"))["channel"]["id"]
    await call("conversations.create", name="inc-2", is_private=True)
    await call("conversations.invite", channel=room, users=f"{ana},{ben}")
    await call("conversations.setTopic", channel=room, topic="T")
    await call("conversations.setPurpose", channel=room, purpose="P")
    await call("conversations.mark", channel=room, ts="1700000000.000100")
    await call("conversations.info", channel=room, include_num_members=True)
    await call("conversations.open", users=ana, return_im=True)
    await call("conversations.open", users=f"{ana},{ben}")
    await call("conversations.list", types="public_channel,private_channel,im,mpim", limit=100)
    await call("users.conversations", types="public_channel,private_channel,im,mpim")
    await call("conversations.members", channel=room)
    await call("conversations.kick", channel=room, user=ben)
    await call("conversations.rename", channel=room, name="inc-1-checkout")
    await call("conversations.archive", channel=room)
    other = (await space.channel("payments"))["id"]
    for method in ("conversations.join", "conversations.join", "conversations.leave"):
        await call(method, channel=other)
    assert JUDGE.problems == []


async def test_answers_about_messages(space: Space, call: Call) -> None:
    ana, room = await space.user("ana"), (await space.channel("general"))["id"]
    metadata = {"event_type": "incident", "event_payload": {"ref": "inc-1"}}
    root = (await call("chat.postMessage", channel=room, metadata=metadata, **HELLO))["ts"]
    await call("chat.postMessage", channel=room, text="reply", thread_ts=root)
    await call("chat.postMessage", channel=room, text="to all", thread_ts=root, reply_broadcast=True)
    await call("chat.postEphemeral", channel=room, user=ana, **HELLO)
    await call("chat.update", channel=room, ts=root, **HELLO)
    await call("chat.getPermalink", channel=room, message_ts=root)
    await call("reactions.add", channel=room, timestamp=root, name="eyes")
    await call("pins.add", channel=room, timestamp=root)
    await call("conversations.history", channel=room, include_all_metadata=True)
    await call("conversations.replies", channel=room, ts=root)
    await call("pins.list", channel=room)
    await call("reactions.get", channel=room, timestamp=root)
    await call("reactions.remove", channel=room, timestamp=root, name="eyes")
    await call("pins.remove", channel=room, timestamp=root)
    await call("chat.delete", channel=room, ts=root)
    about = {"channel_id": room}
    added = await call("bookmarks.add", **about, title="t", type="link", link="https://x.example")
    await call("bookmarks.edit", **about, bookmark_id=added["bookmark"]["id"], title="u")
    await call("bookmarks.list", **about)
    await call("bookmarks.remove", **about, bookmark_id=added["bookmark"]["id"])
    assert JUDGE.problems == []


async def test_answers_and_payloads_about_views(space: Space, call: Call, listener: Listener) -> None:
    listener.answers["block_suggestion"] = {"options": [option("One", "1")]}
    listener.answers["view_submission"] = {"response_action": "errors", "errors": {"title": "no"}}
    search = entry(
        "Search", {"type": "external_select", "action_id": "s", "min_query_length": 0}, optional=True
    )
    form = modal(text_entry("Title"), search, ROW, notify_on_close=True)
    await space.act("ana", "slash", command="/probe", channel="general", text="x")
    trigger = listener.payloads("slash_commands")[-1]["trigger_id"]
    view = (await call("views.open", trigger_id=trigger, view=form))["view"]
    await space.act("ana", "click", label="Go")
    await space.act("ana", "submit", values={"Title": "x", "Search": "One"})
    await call("views.update", view_id=view["id"], view=form)
    trigger = listener.payloads("view_submission")[-1]["trigger_id"]
    await call("views.push", trigger_id=trigger, view=form)
    await space.act("ana", "close")
    await call("views.publish", user_id=await space.user("ana"), view={"type": "home", "blocks": [ROW]})
    await space.act("ana", "click", **{"in": "home"}, label="Go")
    posted = await call("chat.postMessage", channel=(await space.channel("general"))["id"], **HELLO)
    where = {"channel": "general", "ts": posted["ts"]}
    await space.act("ana", "click", **{"in": "message"}, **where, label="Go")
    await space.act("ana", "shortcut", callback_id="probe_now")
    await space.act("ana", "message_shortcut", callback_id="probe_this", **where)
    told = {name.partition(":")[2] for name in JUDGE.names if name.startswith("interactive")}
    asked = {
        "block_actions",
        "block_suggestion",
        "view_submission",
        "view_closed",
        "shortcut",
        "message_action",
    }
    assert (told, JUDGE.problems) == (asked, [])


async def test_events(space: Space, web: AsyncWebClient, call: Call, listener: Listener) -> None:
    room = (await web.conversations_create(name="inc-1"))["channel"]["id"]
    await web.conversations_invite(channel=room, users=await space.user("ana"))
    metadata = {"event_type": "incident", "event_payload": {"ref": "inc-1"}}
    root = (await web.chat_postMessage(channel=room, metadata=metadata, **HELLO))["ts"]
    await web.chat_postMessage(channel=room, text="to all", thread_ts=root, reply_broadcast=True)
    said = await space.act("ana", "message", channel=room, text="hello @probe")
    await space.act("ana", "edit", channel=room, ts=said["ts"], text="hello @ben")
    await space.act("ana", "delete", channel=room, ts=said["ts"])
    await space.act("ana", "react", channel=room, ts=root, name="eyes")
    await space.act("ana", "unreact", channel=room, ts=root, name="eyes")
    await space.act("ana", "pin", channel=room, ts=root)
    await space.act("ana", "unpin", channel=room, ts=root)
    await space.act("ana", "topic", channel=room, text="T")
    await space.act("ana", "rename", channel=room, name="inc-1-checkout")
    await web.views_publish(user_id=await space.user("ana"), view={"type": "home", "blocks": [ROW]})
    await space.act("ana", "open_home")
    await space.act("ana", "invite", channel=room, member="ben")
    await space.act("ana", "kick", channel=room, member="ben")
    await space.act("ana", "archive", channel=room)
    await eventually(lambda: listener.events("channel_archive"))
    assert JUDGE.problems == []
    assert len([name for name in JUDGE.names if name.startswith("event:")]) > 18
