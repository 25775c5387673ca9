"""Each fault, latency and rate tier, as a real client meets it."""

import asyncio
import time

import aiohttp
import pytest
from rig import Listener, Space, eventually, web_client
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]
POST = {"system": "slack", "method": "chat.postMessage"}


def without_retries(space: Space) -> AsyncWebClient:
    client = web_client(space.sandbox, "SLACK_BOT_TOKEN")
    client.retry_handlers = []
    return client


async def said(space: Space) -> list[str]:
    return [message["text"] for message in (await space.channel("general"))["messages"]]


async def test_429_names_the_seconds_to_wait_and_nothing_is_done(space: Space, web: AsyncWebClient) -> None:
    await space.fault(POST, "429", retry_after=7)
    with pytest.raises(SlackApiError, match="ratelimited") as refused:
        await web.chat_postMessage(channel="general", text="x")
    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "7")
    assert "x" not in await said(space)
    await web.chat_postMessage(channel="general", text="x")


async def test_a_client_that_waits_gets_through(space: Space, web: AsyncWebClient) -> None:
    web.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    await space.fault(POST, "429", retry_after=1)
    assert (await web.chat_postMessage(channel="general", text="late"))["ok"]
    assert [call["status"] for call in await space.calls("chat.postMessage")] == [429, 200]


async def test_500_and_error_do_nothing(space: Space, web: AsyncWebClient) -> None:
    await space.fault(POST, "500")
    with pytest.raises(SlackApiError) as broken:
        await web.chat_postMessage(channel="general", text="x")
    assert broken.value.response.status_code == 500
    await space.fault(POST, "error", error="restricted_action")
    with pytest.raises(SlackApiError, match="restricted_action"):
        await web.chat_postMessage(channel="general", text="x")
    assert "x" not in await said(space)


async def test_garbage_is_html_where_json_is_expected(space: Space) -> None:
    await space.fault(POST, "garbage", status=502)
    url, environment = space.sandbox.environment["SLACK_API_URL"], space.sandbox.environment
    headers = {"Authorization": f"Bearer {environment['SLACK_BOT_TOKEN']}"}
    said_by_proxy = {"channel": "general", "text": "x"}
    async with space.http.post(f"{url}chat.postMessage", data=said_by_proxy, headers=headers) as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
    assert "x" not in await said(space)
    refused = {"match": POST, "fault": "garbage", "status": 99}
    assert (await space.post("faults", refused))[0] == 400


async def test_drop_does_the_work_and_loses_the_answer(space: Space) -> None:
    await space.fault(POST, "drop")
    with pytest.raises(aiohttp.ClientConnectionError):
        await without_retries(space).chat_postMessage(channel="general", text="done")
    assert await said(space) == [*(await said(space))[:-1], "done"]
    (call,) = await space.calls("chat.postMessage")
    assert call["status"] == 0


async def test_down_does_nothing_and_answers_nothing(space: Space) -> None:
    await space.fault({"system": "slack"}, "down", times=2)
    for _ in range(2):
        with pytest.raises(aiohttp.ClientConnectionError):
            await without_retries(space).chat_postMessage(channel="general", text="lost")
    await without_retries(space).chat_postMessage(channel="general", text="back")
    assert "lost" not in await said(space)


async def test_timeout_keeps_the_client_waiting_and_does_nothing(space: Space) -> None:
    await space.fault(POST, "timeout", ms=200)
    started = time.monotonic()
    with pytest.raises(aiohttp.ClientConnectionError):
        await without_retries(space).chat_postMessage(channel="general", text="x")
    assert time.monotonic() - started > 0.19
    assert "x" not in await said(space)


async def test_slow_is_only_slow(space: Space, web: AsyncWebClient) -> None:
    await space.fault(POST, "slow", ms=200)
    started = time.monotonic()
    assert (await web.chat_postMessage(channel="general", text="x"))["ok"]
    assert time.monotonic() - started > 0.19


async def test_a_fault_waits_for_its_method_its_person_and_its_number(
    space: Space, web: AsyncWebClient
) -> None:
    await space.fault({"method": "conversations.*", "user": "ana"}, "error", error="fatal_error", times=2)
    room = (await web.conversations_create(name="inc-1"))["channel"]["id"]
    await web.conversations_invite(channel=room, users=await space.user("ben"))
    for _ in range(2):
        with pytest.raises(SlackApiError, match="fatal_error"):
            await web.conversations_invite(channel=room, users=await space.user("ana"))
    await web.conversations_invite(channel=room, users=await space.user("ana"))


async def test_waiting_faults_are_listed_and_ended(space: Space, web: AsyncWebClient) -> None:
    await space.fault(POST, "500", times=3)
    (fault,) = (await space.get("faults"))["faults"]
    assert (fault["match"], fault["fault"], fault["times"]) == (POST, "500", 3)
    async with space.http.delete(f"{space.sandbox.url}/sandbox/faults") as answer:
        assert (await answer.json())["ok"]
    assert (await web.chat_postMessage(channel="general", text="x"))["ok"]


async def test_a_duplicate_comes_under_the_same_id_and_under_new_ones(
    space: Space, listener: Listener
) -> None:
    await space.fault({"type": "slash_commands"}, "duplicate", copies=3)
    assert (await space.act("ana", "slash", command="/probe", channel="general"))["ok"]
    await eventually(lambda: len(listener.received) == 4)
    ids = [request.envelope_id for request in listener.received]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    assert len({request.payload["trigger_id"] for request in listener.received}) == 1


async def test_the_first_ack_of_a_duplicate_counts(space: Space, listener: Listener) -> None:
    async def count(_: object, request: SocketModeRequest) -> None:
        listener.answers[request.type] = {"text": f"ack {len(listener.received) + 1}"}

    listener.client.socket_mode_request_listeners.insert(0, count)
    await space.fault({"type": "slash_commands"}, "duplicate")
    await space.act("ana", "slash", command="/probe", channel="general")
    await eventually(lambda: len(listener.received) == 3)
    assert [each["text"] for each in (await space.state())["ephemerals"]] == ["ack 1"]


async def test_an_event_can_be_duplicated_too(space: Space, listener: Listener) -> None:
    await space.fault({"type": "message"}, "duplicate", copies=1)
    await space.act("ana", "message", channel="general", text="twice")
    await eventually(lambda: len(listener.events("message")) == 2)
    assert len({payload["event_id"] for payload in listener.payloads("message")}) == 1
    assert [request.retry_attempt for request in listener.received] == [0, 1]


async def test_an_interaction_can_fail_by_name_or_be_lost(space: Space, listener: Listener) -> None:
    await space.fault({"type": "shortcut", "user": "ana"}, "error", error="app_gone")
    answer = await space.act("ana", "shortcut", callback_id="probe_now")
    assert answer == {"ok": False, "error": "app_gone"}
    await space.post("limits", {"deadline": 1})
    await space.fault({"type": "interactive"}, "down")
    lost = asyncio.create_task(space.act("ana", "shortcut", callback_id="probe_now"))
    assert (await space.act("ben", "slash", command="/probe", channel="general"))["ok"]
    assert (await lost)["error"] == "operation_timeout"
    assert [request.type for request in listener.received] == ["slash_commands"]


async def test_a_lost_ack_makes_an_event_come_again(space: Space, listener: Listener) -> None:
    await space.fault({"type": "message"}, "drop")
    await space.act("ana", "message", channel="general", text="again")
    await eventually(lambda: len(listener.events("message")) == 2)
    assert [request.retry_attempt for request in listener.received] == [0, 1]


async def test_latency_delays_every_call_and_no_envelope(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    assert (await space.post("latency", {"slack": 1500}))[1]["latency"]["slack"] == 1500
    call = asyncio.create_task(web.auth_test())
    assert (await space.act("ana", "slash", command="/probe", channel="general"))["ok"]
    assert not call.done(), "the envelope is acked long before"
    assert (await call)["ok"]


async def test_tiers_refuse_what_is_too_often_and_their_minute_can_be_shortened(
    space: Space, web: AsyncWebClient
) -> None:
    await space.post("limits", {"tiers": True, "speed": 60})
    for number in range(20):
        await web.conversations_create(name=f"inc-{number}")
    with pytest.raises(SlackApiError, match="ratelimited") as refused:
        await web.conversations_create(name="inc-20")
    assert refused.value.response.headers["Retry-After"] == "1"
    await web.auth_test()
    web.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
    await web.conversations_create(name="inc-20")


async def test_a_channel_takes_short_bursts_of_messages(space: Space, web: AsyncWebClient) -> None:
    await space.post("limits", {"tiers": True})
    for _ in range(4):
        await web.chat_postMessage(channel="general", text="x")
    with pytest.raises(SlackApiError, match="ratelimited"):
        await web.chat_postMessage(channel="general", text="x")
    await web.conversations_join(channel=(await space.channel("payments"))["id"])
    await web.chat_postMessage(channel="payments", text="x")


async def test_without_tiers_nobody_counts(space: Space, web: AsyncWebClient) -> None:
    for _ in range(30):
        assert (await web.usergroups_list())["ok"]
    await space.post("limits", {"tiers": True})
    with pytest.raises(SlackApiError, match="ratelimited"):
        await asyncio.gather(*(web.usergroups_list() for _ in range(30)))
