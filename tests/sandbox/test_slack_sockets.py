"""Socket Mode: tickets, hello, envelopes spread over connections, acks, leave-taking, events sent again."""

import asyncio
import time

import aiohttp
import pytest
from rig import Listener, Space, eventually, listening, web_client
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]


async def address(space: Space) -> str:
    return str(
        (await web_client(space.sandbox, "SLACK_APP_TOKEN").apps_connections_open(app_token=app(space)))[
            "url"
        ]
    )


def app(space: Space) -> str:
    return space.sandbox.environment["SLACK_APP_TOKEN"]


async def test_a_ticket_opens_one_connection(space: Space) -> None:
    url = await address(space)
    async with space.http.ws_connect(url) as socket:
        hello = await socket.receive_json()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        assert hello["connection_info"]["app_id"].startswith("A")
        with pytest.raises(aiohttp.WSServerHandshakeError, match="401"):
            await space.http.ws_connect(url)
    await space.until(lambda state: state["connections"] == 0)


async def test_the_eleventh_connection_is_one_too_many(space: Space) -> None:
    sockets = [await space.http.ws_connect(await address(space)) for _ in range(10)]
    async with space.http.ws_connect(await address(space)) as socket:
        assert (await socket.receive_json())["reason"] == "too_many_websockets"
    assert (await space.state())["connections"] == 10
    for each in sockets:
        await each.close()


async def test_envelopes_are_spread_over_the_connections(space: Space, listener: Listener) -> None:
    second = await listening(space)
    for _ in range(4):
        await space.act("ana", "slash", command="/probe", channel="general")
    assert len(listener.received) == len(second.received) == 2
    await second.client.close()  # type: ignore[no-untyped-call]  # the SDK annotates no result


async def test_nobody_answers_a_person_while_the_app_is_away(space: Space) -> None:
    """The three seconds are Slack's; a test may shorten them, and the answer still comes only after them."""
    assert (await space.get("limits"))["deadline"] == 3
    await space.post("limits", {"deadline": 0.2})
    started = time.monotonic()
    answer = await space.act("ana", "slash", command="/probe", channel="general")
    assert answer == {"ok": False, "error": "operation_timeout"}
    assert time.monotonic() - started > 0.19
    (told,) = (await space.state())["ephemerals"]
    assert (told["user"], told["username"]) == (await space.user("ana"), "Slackbot")
    assert told["text"] == "`/probe` failed because the app did not respond."


async def test_an_ack_that_never_comes_is_an_operation_timeout(space: Space, listener: Listener) -> None:
    await space.post("limits", {"deadline": 0.2})
    listener.is_deaf = True
    started = time.monotonic()
    answer = await space.act("ana", "shortcut", callback_id="probe_now")
    assert answer == {"ok": False, "error": "operation_timeout"}
    assert time.monotonic() - started > 0.19
    await eventually(lambda: listener.received)
    assert len(listener.received) == 1  # interactions are not sent again


async def test_an_ack_tells_how_long_it_took(space: Space, listener: Listener) -> None:
    started = time.monotonic()
    answer = await space.act("ana", "shortcut", callback_id="probe_now")
    assert 0 < answer["ack_ms"] <= 1000 * (time.monotonic() - started)


async def test_what_an_ack_carries_counts_only_where_it_may(space: Space, listener: Listener) -> None:
    listener.answers = {"slash_commands": {"text": "heard"}, "shortcut": {"text": "unheard"}}
    said = await space.act("ana", "slash", command="/probe", channel="general")
    assert [each["text"] for each in said["ephemerals"]] == ["heard"]
    assert (await space.act("ana", "shortcut", callback_id="probe_now"))["ephemerals"] == []
    accepts = {request.type: request.accepts_response_payload for request in listener.received}
    assert accepts == {"slash_commands": True, "interactive": False}


async def test_events_wait_for_the_app_to_come_back(space: Space) -> None:
    await space.act("ana", "message", channel="general", text="anybody there?")
    listener = await listening(space)
    (event,) = await eventually(lambda: listener.events("message"))
    assert event["text"] == "anybody there?"
    await listener.client.close()  # type: ignore[no-untyped-call]  # the SDK annotates no result


async def test_events_reach_only_an_app_that_is_in_the_channel(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    await space.act("ben", "message", channel="payments", text="not for the app")
    await space.act("ben", "message", channel="general", text="for the app")
    await eventually(lambda: listener.events("message"))
    assert [event["text"] for event in listener.events("message")] == ["for the app"]


async def test_a_mention_is_an_event_of_its_own(space: Space, listener: Listener) -> None:
    await space.act("ben", "message", channel="general", text="hello @probe")
    (mention,) = await eventually(lambda: listener.events("app_mention"))
    assert mention["text"] == f"hello <@{await space.user('probe')}>"


async def test_an_unsubscribed_event_is_not_sent(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    room = (await web.conversations_open(users=[await space.user("ana"), await space.user("ben")]))[
        "channel"
    ]["id"]
    await space.act(
        "ana", "message", channel=room, text="in a group message"
    )  # message.mpim is not subscribed
    await space.act("ana", "message", channel="general", text="in a channel")
    await eventually(lambda: listener.events("message"))
    assert [event["text"] for event in listener.events("message")] == ["in a channel"]


async def test_after_a_refresh_envelopes_go_to_the_successor(space: Space) -> None:
    async with space.http.ws_connect(await address(space)) as old:
        await old.receive_json()
        successor = await listening(space)
        assert (await space.fault({}, "refresh", connections=1))["connections"] == 1
        for _ in range(4):
            assert (await space.act("ana", "slash", command="/probe", channel="general"))["ok"]
        assert (await old.receive_json())["type"] == "disconnect"
        assert len(successor.received) == 4
        await successor.client.close()  # type: ignore[no-untyped-call]  # the SDK annotates no result


async def test_while_no_successor_is_open_the_old_connection_still_serves(space: Space) -> None:
    async with space.http.ws_connect(await address(space)) as socket:
        await socket.receive_json()
        await space.fault({}, "refresh")
        assert (await socket.receive_json())["reason"] == "refresh_requested"
        typed = asyncio.create_task(space.act("ana", "slash", command="/probe", channel="general"))
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        assert (await typed)["ok"]


async def test_nonsense_on_the_wire_harms_nobody(space: Space) -> None:
    async with space.http.ws_connect(await address(space)) as socket:
        await socket.receive_json()
        for nonsense in ("{", "[]", '{"envelope_id": "none"}', '"text"'):
            await socket.send_str(nonsense)
        typed = asyncio.create_task(space.act("ana", "slash", command="/probe", channel="general"))
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {}})
        assert (await typed)["ok"]
