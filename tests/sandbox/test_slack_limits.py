"""Slack's limits and odd rules, each where it ends: what still goes, and what no longer does."""

from pathlib import Path

import pytest
import yaml
from judge import JUDGE
from rig import MANIFEST, Listener, Space, modal, section, text_entry, web_client
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox

pytest_plugins = ["sandbox_fixtures"]


@pytest.fixture
async def room(space: Space) -> str:
    return str((await space.channel("general"))["id"])


async def test_a_long_text_is_cut_where_it_is_posted(web: AsyncWebClient, room: str) -> None:
    posted = await web.chat_postMessage(channel=room, text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000


async def test_an_empty_topic_takes_the_topic_away(web: AsyncWebClient) -> None:
    room = (await web.conversations_create(name="inc-1"))["channel"]["id"]
    await web.conversations_setTopic(channel=room, topic="x" * 250)
    assert (await web.conversations_setTopic(channel=room, topic=""))["channel"]["topic"]["value"] == ""


async def test_a_name_has_at_most_80_characters(web: AsyncWebClient) -> None:
    assert (await web.conversations_create(name="é" * 80))["channel"]["name"] == "é" * 80
    with pytest.raises(SlackApiError, match="invalid_name_maxlength"):
        await web.conversations_create(name="e" * 81)


async def test_a_channel_keeps_a_hundred_pins(space: Space, web: AsyncWebClient, room: str) -> None:
    said = [(await web.chat_postMessage(channel=room, text=str(number)))["ts"] for number in range(101)]
    for ts in said[:100]:
        await web.pins_add(channel=room, timestamp=ts)
    with pytest.raises(SlackApiError, match="too_many_pins"):
        await web.pins_add(channel=room, timestamp=said[100])
    await web.pins_remove(channel=room, timestamp=said[0])
    await web.pins_add(channel=room, timestamp=said[100])


async def test_a_channel_keeps_a_hundred_bookmarks(web: AsyncWebClient, room: str) -> None:
    for number in range(100):
        await web.bookmarks_add(channel_id=room, title=str(number), type="link", link="https://x.example")
    with pytest.raises(SlackApiError, match="too_many_bookmarks"):
        await web.bookmarks_add(channel_id=room, title="more", type="link", link="https://x.example")


async def test_one_person_reacts_23_times_and_all_with_50_emoji(
    space: Space, web: AsyncWebClient, room: str
) -> None:
    ts = (await web.chat_postMessage(channel=room, text="react"))["ts"]
    for number in range(23):
        await web.reactions_add(channel=room, timestamp=ts, name=f"mine-{number}")
    with pytest.raises(SlackApiError, match="too_many_reactions"):
        await web.reactions_add(channel=room, timestamp=ts, name="mine-23")
    await web.reactions_remove(channel=room, timestamp=ts, name="mine-0")
    for number in range(28):
        await space.act("ana", "react", channel=room, ts=ts, name=f"theirs-{number}")
    with pytest.raises(SlackApiError, match="too_many_emoji"):
        await web.reactions_add(channel=room, timestamp=ts, name="one-more")
    await web.reactions_add(channel=room, timestamp=ts, name="theirs-0")


async def test_an_ephemeral_message_leaves_metadata_unread(
    space: Space, web: AsyncWebClient, room: str
) -> None:
    ana = await space.user("ana")
    await web.api_call(
        "chat.postEphemeral", json={"channel": room, "user": ana, "text": "x", "metadata": {"a": 1}}
    )
    (shown,) = (await space.state())["ephemerals"]
    assert "metadata" not in shown


async def test_without_a_messages_tab_the_app_writes_to_nobody(tmp_path: Path) -> None:
    home = {"home_tab_enabled": True, "messages_tab_enabled": False}
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump({**MANIFEST, "features": {**MANIFEST["features"], "app_home": home}}))
    sandbox = await Sandbox.start(manifest=path, heard=JUDGE.of_anybody)
    web = web_client(sandbox, "SLACK_BOT_TOKEN")
    ana = (await web.users_lookupByEmail(email="ana@demo.example"))["user"]["id"]
    with pytest.raises(SlackApiError, match="messages_tab_disabled"):
        await web.chat_postMessage(channel=ana, text="hello")
    await sandbox.stop()


async def test_a_single_channel_guest_without_a_channel_may_be_invited(
    space: Space, web: AsyncWebClient
) -> None:
    room = (await web.conversations_create(name="inc-1"))["channel"]["id"]
    umar = await space.user("umar")
    await space.act("umar", "leave", channel="seller-academy")
    await web.conversations_invite(channel=room, users=umar)
    assert umar in (await space.channel("inc-1"))["members"]


async def test_a_view_of_250_kilobytes_is_the_largest(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    blocks = [section("x" * 2900, block_id=str(number)) for number in range(80)]
    await space.act("ana", "slash", command="/probe", channel="general")
    trigger = listener.payloads("slash_commands")[-1]["trigger_id"]
    with pytest.raises(SlackApiError, match="view_too_large"):
        await web.views_open(trigger_id=trigger, view=modal(*blocks, *blocks[:20], text_entry("Title")))
    await web.views_open(trigger_id=trigger, view=modal(*blocks, text_entry("Title")))
