"""What the page lives on: what one person sees, and when to look again."""

import json
import time

import aiohttp
from rig import Listener, Space, modal, text_entry
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]


async def test_a_person_sees_the_workspace_the_app_and_the_channels(space: Space) -> None:
    seen = await space.get("see", user="ana")
    assert seen["team"]["name"] == "Firebell Demo"
    assert (seen["me"]["name"], seen["me"]["is_admin"]) == ("ana", True)
    assert (seen["app"]["name"], seen["app"]["home_tab"]) == ("Probe", True)
    assert seen["commands"] == [{"command": "/probe", "description": "Probe", "usage_hint": "[anything]"}]
    assert {shortcut["type"] for shortcut in seen["shortcuts"]} == {"global", "message"}
    rooms = {room["name"]: room for room in seen["channels"]}
    assert (rooms["security"]["is_private"], rooms["data"]["is_member"]) == (True, False)
    assert [message["ts"] for message in rooms["general"]["messages"]] == sorted(
        message["ts"] for message in rooms["general"]["messages"]
    )


async def test_the_newest_two_hundred_messages_are_shown(space: Space, web: AsyncWebClient) -> None:
    for number in range(201):
        await web.chat_postMessage(channel="general", text=f"{number}")
    room = next(
        room for room in (await space.get("see", user="ana"))["channels"] if room["name"] == "general"
    )
    assert [message["text"] for message in room["messages"]] == [str(number) for number in range(1, 201)]


async def test_a_watcher_is_told_once_of_a_burst(space: Space, web: AsyncWebClient) -> None:
    version = (await space.get("see", user="ana"))["version"]
    url = f"{space.sandbox.url}/sandbox/watch?user=ana"
    async with space.http.get(url) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        assert await told(stream.content) == version
        for number in range(5):
            await web.chat_postMessage(channel="general", text=f"{number}")
        newest = (await space.get("see", user="ana"))["version"]
        seen = [await told(stream.content)]
        while seen[-1] < newest:
            seen.append(await told(stream.content))
        assert len(seen) <= 3


async def told(stream: aiohttp.StreamReader) -> int:
    while not (line := await stream.readline()).startswith(b"data:"):
        pass
    return int(json.loads(line[5:])["version"])


async def test_nobody_is_told_of_what_others_alone_see(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    versions = {name: (await space.get("see", user=name))["version"] for name in ("ana", "ben")}
    await space.act("ana", "slash", command="/probe", channel="general")
    trigger = listener.payloads("slash_commands")[0]["trigger_id"]
    await web.views_open(trigger_id=trigger, view=modal(text_entry("Title")))
    await web.chat_postEphemeral(
        channel=(await space.channel("general"))["id"], user=await space.user("ana"), text="x"
    )
    after = {name: (await space.get("see", user=name))["version"] for name in ("ana", "ben")}
    assert after["ana"] > versions["ana"]
    assert after["ben"] == versions["ben"]


async def test_state_and_see_stay_quick_in_a_large_workspace(space: Space, web: AsyncWebClient) -> None:
    for number in range(60):
        room = (await web.conversations_create(name=f"inc-{number}"))["channel"]["id"]
        root = (await web.chat_postMessage(channel=room, text="card"))["ts"]
        for _ in range(3):
            await web.chat_postMessage(channel=room, text="update", thread_ts=root)
    started = time.monotonic()
    await space.state()
    await space.get("see", user="ana")
    assert time.monotonic() - started < 1
