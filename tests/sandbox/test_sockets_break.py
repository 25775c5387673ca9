"""Socket Mode on bad days, as real clients see it: told to leave, cut off, one too many, sent again."""

import asyncio
import time
from typing import Any

import aiohttp
import pytest
from rig import Listener, Space, eventually, listening, web_client
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.request import SocketModeRequest

pytest_plugins = ["sandbox_fixtures"]
FOR_SPEED = {"speed": 600}
"""A minute is a tenth of a second."""


async def address(space: Space) -> str:
    client = web_client(space.sandbox, "SLACK_APP_TOKEN")
    return str((await client.apps_connections_open(app_token=str(client.token)))["url"])


async def reaches(space: Space) -> bool:
    return bool((await space.act("ana", "slash", command="/probe", channel="general"))["ok"])


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "link_disabled", "too_many_websockets"])
async def test_a_client_that_is_told_to_leave_comes_back(
    space: Space, listener: Listener, reason: str
) -> None:
    told = await space.fault({}, "refresh", reason=reason)
    assert told["connections"] == 1
    await space.until_called("GET /link/", 2)
    await space.until(lambda state: state["connections"] == 1)
    assert await reaches(space)


async def test_a_client_that_is_cut_off_comes_back(space: Space, listener: Listener) -> None:
    await space.fault({}, "disconnect")
    await space.until_called("GET /link/", 2)
    assert await reaches(space)


async def test_bolt_comes_back_from_both(space: Space, bolt: AsyncApp) -> None:
    heard: list[str] = []

    @bolt.command("/probe")
    async def note(ack: Any, command: dict[str, Any]) -> None:
        heard.append(command["text"])
        await ack()

    for number, fault in enumerate(("refresh", "disconnect"), start=2):
        await space.fault({}, fault)
        await space.until_called("GET /link/", number)
        await space.until(lambda state: state["connections"] == 1)
        assert (await space.act("ana", "slash", command="/probe", channel="general", text=fault))["ok"]
    assert heard == ["refresh", "disconnect"]


async def test_one_of_two_is_cut_off_and_the_other_serves(space: Space, listener: Listener) -> None:
    async with space.http.ws_connect(await address(space)) as other:
        await other.receive_json()
        assert (await space.fault({}, "disconnect", connections=1))["connections"] == 1
        typed = asyncio.create_task(reaches(space))
        envelope = await other.receive_json()
        await other.send_json({"envelope_id": envelope["envelope_id"]})
        assert await typed


async def test_who_stays_although_told_to_leave_is_closed_after_half_a_minute(space: Space) -> None:
    await space.post("limits", FOR_SPEED)
    async with space.http.ws_connect(await address(space)) as socket:
        await socket.receive_json()
        await space.fault({}, "refresh")
        assert (await socket.receive_json())["type"] == "disconnect"
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
    await space.until(lambda state: state["connections"] == 0)


async def test_the_eleventh_client_gets_in_when_one_of_ten_leaves(space: Space) -> None:
    ten = [await space.http.ws_connect(await address(space)) for _ in range(10)]
    eleventh = await listening(space)
    await space.until_called("GET /link/", 12)
    assert (await space.state())["connections"] == 10
    for each in ten:
        await each.close()
    tries = 1
    while not await reaches(space):  # one of the ten may still be counted
        tries += 1
    ids = [request.envelope_id for request in eleventh.received]
    assert 1 <= len(eleventh.payloads("slash_commands")) == len(set(ids)) <= tries
    await eleventh.client.close()  # type: ignore[no-untyped-call]  # the SDK annotates no result


async def test_an_unacked_event_comes_again_at_once_after_a_minute_and_after_five(
    space: Space, listener: Listener
) -> None:
    await space.post("limits", FOR_SPEED)
    heard, times = [], []

    async def leave_without_an_ack(_: object, request: SocketModeRequest) -> None:
        heard.append(request)
        times.append(time.monotonic())
        await listener.client.connect_to_new_endpoint(force=True)

    listener.is_deaf = True
    listener.client.socket_mode_request_listeners.insert(0, leave_without_an_ack)
    await space.act("ana", "message", channel="general", text="again")
    await eventually(lambda: len(heard) == 4)
    assert [request.retry_attempt for request in heard] == [0, 1, 2, 3]
    assert [request.retry_reason for request in heard] == ["", "timeout", "timeout", "timeout"]
    assert len({request.payload["event_id"] for request in heard}) == 1
    assert len({request.envelope_id for request in heard}) == 4
    assert times[2] - times[1] > 0.1
    assert times[3] - times[2] > 0.5


async def test_after_three_repeats_or_an_ack_an_event_never_comes_again(
    space: Space, listener: Listener
) -> None:
    await space.post("limits", {"speed": 60_000})
    await _say_through(space, "heard at last", faults=3)
    await eventually(lambda: len(listener.received) == 1)
    await _say_through(space, "never heard", faults=4)
    await _say_through(space, "heard at once", faults=0)
    await eventually(lambda: len(listener.received) == 2)
    assert [request.retry_attempt for request in listener.received] == [3, 0]
    assert [event["text"] for event in listener.events("message")] == ["heard at last", "heard at once"]


async def _say_through(space: Space, text: str, faults: int) -> None:
    """Say something whose event meets that many faults."""
    if faults:
        await space.fault({"type": "message"}, "down", times=faults)
    await space.act("ana", "message", channel="general", text=text)
    while (await space.get("faults"))["faults"]:
        continue


async def test_a_command_that_is_refused_by_name_says_so(space: Space, listener: Listener) -> None:
    await space.fault({"type": "/probe"}, "error", error="dispatch_failed")
    answer = await space.act("ana", "slash", command="/probe", channel="general")
    assert answer == {"ok": False, "error": "dispatch_failed"}
    (told,) = (await space.state())["ephemerals"]
    assert told["text"] == '`/probe` failed with the error "dispatch_failed".'
