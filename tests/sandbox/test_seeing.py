"""What the page lives on: what one person sees, and when to look again."""

import json
from collections.abc import Callable
from pathlib import Path

import aiohttp
from rig import Json, Listener, Space, modal, text_entry
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox

pytest_plugins = ["sandbox_fixtures"]


async def test_a_person_sees_the_workspace_the_app_and_the_channels(space: Space) -> None:
    seen = await space.get("see", user="ana")
    assert seen["team"]["name"] == "Firebell Demo"
    assert (seen["me"]["name"], seen["me"]["is_admin"]) == ("ana", True)
    assert (seen["app"]["name"], seen["app"]["home_tab"]) == ("Probe", True)
    assert seen["app"]["messages_tab_read_only"] is False
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
    return int((await event(stream))["version"])


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


async def test_who_looks_at_one_conversation_gets_it_whole_and_of_the_others_a_line(space: Space) -> None:
    payments = (await space.channel("payments"))["id"]
    seen = await space.get("see", user="ana", channel=payments)
    rooms = {room["name"]: room for room in seen["channels"]}
    assert [name for name, room in rooms.items() if "messages" in room] == ["payments"]
    assert set(rooms["general"]) == {
        *("id", "name", "is_private", "is_archived", "is_member", "newest", "unread", "mentions")
    }


async def test_people_are_told_once_until_one_of_them_changes(space: Space) -> None:
    known = (await space.get("see", user="ana"))["directory"]
    assert "people" not in await space.get("see", user="ben", directory=known)
    await space.act("ana", "add_person", name="zoe", real_name="Zoe Neu", email="zoe@demo.example")
    again = await space.get("see", user="ana", directory=known)
    assert "zoe" in {person["name"] for person in again["people"]}
    assert again["directory"] != known


async def test_an_old_message_is_shown_among_those_around_it_and_a_thread_by_itself(space: Space) -> None:
    room = (await space.channel("payments"))["id"]
    for number in range(260):
        await space.act("ana", "message", channel=room, text=f"{number}")
    old = next(one for one in (await space.channel(room))["messages"] if one["text"] == "3")["ts"]
    await space.act("ben", "message", channel=room, text="about 3", thread_ts=old)
    newest = await _looked(space, room)
    assert (newest["messages"][-1]["text"], newest["has_older"], newest["has_newer"]) == ("259", True, False)
    around = await _looked(space, room, at=old, thread=old)
    assert old in {message["ts"] for message in around["messages"]}
    assert (len(around["messages"]), around["has_newer"]) == (200, True)
    assert [message["text"] for message in around["thread"]] == ["3", "about 3"]
    assert "about 3" not in {message["text"] for message in around["messages"]}


async def _looked(space: Space, room: str, **more: str) -> Json:
    seen = await space.get("see", user="ana", channel=room, **more)
    return next(dict(one) for one in seen["channels"] if one["id"] == room)


async def test_what_is_unread_is_remembered_until_it_is_read(space: Space, web: AsyncWebClient) -> None:
    room, ben = (await space.channel("general"))["id"], await space.user("ben")
    await web.chat_postMessage(channel=room, text=f"For <@{ben}>")
    said = await web.chat_postMessage(channel=room, text="For nobody")
    assert await _unread(space, "ben", room) == (2, 1)
    assert await _unread(space, "ana", room) == (2, 0)
    assert (await space.get("unread"))["people"][ben] == {"unread": 2, "mentions": 1}
    status, _ = await space.post("read", {"user": "ben", "channel": room, "ts": said["ts"]})
    assert status == 200
    assert await _unread(space, "ben", room) == (0, 0)
    assert ben not in (await space.get("unread"))["people"]
    status, answer = await space.post("read", {"user": "eve", "channel": "C0", "ts": said["ts"]})
    assert (status, "C0" in answer["error"]) == (400, True)


async def _unread(space: Space, person: str, room: str) -> tuple[int, int]:
    rooms = (await space.get("see", user=person))["channels"]
    return next((one["unread"], one["mentions"]) for one in rooms if one["id"] == room)


async def test_a_watcher_is_told_what_is_broken_and_when_it_is_not_any_more(
    space: Space, web: AsyncWebClient
) -> None:
    async with space.http.get(f"{space.sandbox.url}/sandbox/watch?user=ana") as stream:
        assert (await event(stream.content))["trouble"]["faults"] == []
        await space.fault({"method": "chat.postMessage"}, "error", error="channel_not_found")
        await space.fault({"method": "auth.test"}, "500")
        await space.post("latency", {"slack": 5})
        told = await _until(stream.content, lambda said: said["trouble"]["latency"] == {"slack": 5})
        first, second = (fault["id"] for fault in told["trouble"]["faults"])
        async with space.http.delete(f"{space.sandbox.url}/sandbox/faults?id={first}") as answer:
            assert answer.status == 200
        told = await _until(stream.content, lambda said: len(said["trouble"]["faults"]) == 1)
        assert told["trouble"]["faults"][0]["id"] == second
        async with space.http.delete(f"{space.sandbox.url}/sandbox/faults?id={first}") as answer:
            assert answer.status == 400
        await space.post("reset", {})
        await _until(stream.content, lambda said: not said["trouble"]["faults"])
    assert (await space.get("latency"))["latency"]["slack"] == 0
    assert (await space.get("limits"))["tiers"] is False


async def test_calls_and_envelopes_are_told_as_they_go_with_their_times(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    async with space.http.get(f"{space.sandbox.url}/sandbox/calls/watch?since=0") as stream:
        await event(stream.content)
        await space.fault({"method": "auth.test"}, "429")
        await space.act("ana", "slash", command="/probe", channel="general", text="now")
        await space.http.post(f"{space.sandbox.url}/api/auth.test", data={"token": web.token})
        passed: dict[int, Json] = {}
        while not any(one["name"] == "auth.test" and one["ended"] for one in passed.values()):
            passed |= {one["number"]: one for one in (await event(stream.content))["passed"]}
    envelope = next(one for one in passed.values() if one["name"] == "/probe")
    assert (envelope["kind"], envelope["by"], envelope["error"]) == ("envelope", await space.user("ana"), "")
    call = next(one for one in passed.values() if one["name"] == "auth.test")
    assert (call["status"], call["error"], call["fault"], call["by"]) == (429, "ratelimited", "429", "bot")
    assert envelope["started"] <= envelope["ended"] <= call["started"] <= call["ended"]
    whole = await space.get(f"calls/{envelope['number']}")
    assert whole["args"]["text"] == "now"
    assert envelope["number"] not in {
        one["number"] for one in await space.get("calls", since=0) if "number" in one
    }


async def test_streams_end_when_the_sandbox_stops(manifest: Path) -> None:
    sandbox = await Sandbox.start(manifest=manifest)
    async with aiohttp.ClientSession() as http:
        paths = ["watch?user=ana", "calls/watch"] * 20
        streams = [await http.get(f"{sandbox.url}/sandbox/{path}") for path in paths]
        for stream in streams:
            await event(stream.content)
        await sandbox.stop()
        for stream in streams:
            await stream.content.read()
            assert stream.content.at_eof()


async def event(stream: aiohttp.StreamReader) -> Json:
    while not (line := await stream.readline()).startswith(b"data:"):
        assert line, "the stream ended"
    return dict(json.loads(line[5:]))


async def _until(stream: aiohttp.StreamReader, fits: Callable[[Json], bool]) -> Json:
    while not fits(said := await event(stream)):
        pass
    return said
