"""response_urls by Slack's rules: five answers within half an hour, to where the person acted."""

import json
from typing import Any

import pytest
from rig import Listener, Space, button, section
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

pytest_plugins = ["sandbox_fixtures"]
ROW = {"type": "actions", "elements": [button("Go", "go")]}


async def typed(space: Space, listener: Listener, channel: str = "general") -> str:
    """The response_url of a command that ana types."""
    await space.act("ana", "slash", command="/probe", channel=channel)
    return str(listener.payloads("slash_commands")[-1]["response_url"])


async def post(space: Space, url: str, **request: Any) -> tuple[int, Any]:
    async with space.http.post(url, **request) as answer:
        return answer.status, await answer.json()


async def test_it_is_answered_five_times_and_no_more(space: Space, listener: Listener) -> None:
    hook = AsyncWebhookClient(await typed(space, listener))
    assert [(await hook.send(text="x")).status_code for _ in range(6)] == [200] * 5 + [404]
    assert "used_url" in (await hook.send(text="x")).body


async def test_after_half_an_hour_it_has_expired(space: Space, listener: Listener) -> None:
    url = await typed(space, listener)
    await space.post("limits", {"speed": 1e9})
    assert await post(space, url, json={"text": "x"}) == (404, {"ok": False, "error": "expired_url"})


async def test_nobody_answers_at_an_address_that_was_never_given(space: Space) -> None:
    url = f"{space.sandbox.url}/respond/made-up"
    assert await post(space, url, json={"text": "x"}) == (404, {"ok": False, "error": "expired_url"})


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        ({"data": b"{"}, "invalid_payload"),
        ({"data": b"[]"}, "invalid_payload"),
        ({"json": {"text": {}}}, "invalid_payload"),
        ({"json": {"text": "x", "thread_ts": []}}, "invalid_payload"),
        ({"json": {"text": "x", "response_type": "loud"}}, "invalid_payload"),
        ({"json": {"text": "x", "replace_original": "maybe"}}, "invalid_payload"),
        ({"json": {"blocks": [{"type": "banner"}]}}, "invalid_blocks"),
        ({"json": {"blocks": [section("x")] * 51}}, "invalid_blocks"),
        ({"json": {}}, "no_text"),
    ],
)
async def test_what_cannot_be_shown_is_refused(
    space: Space, listener: Listener, request_: dict[str, Any], error: str
) -> None:
    status, answer = await post(space, await typed(space, listener), **request_)
    assert (status, answer["ok"], answer["error"]) == (400, False, error)
    assert (await space.state())["ephemerals"] == []


async def test_a_form_carries_the_same_as_its_payload(space: Space, listener: Listener) -> None:
    url = await typed(space, listener)
    assert await post(space, url, data={"payload": json.dumps({"text": "as a form"})}) == (200, {"ok": True})
    (shown,) = (await space.state())["ephemerals"]
    assert shown["text"] == "as a form"


async def test_it_reaches_a_channel_that_the_app_is_not_in(space: Space, listener: Listener) -> None:
    url = await typed(space, listener, channel="payments")
    assert (await post(space, url, json={"text": "hi", "response_type": "in_channel"}))[0] == 200
    assert (await space.channel("payments"))["messages"][-1]["text"] == "hi"


async def test_a_channel_that_is_archived_or_gone_takes_nothing(space: Space, listener: Listener) -> None:
    url = await typed(space, listener, channel="payments")
    await space.act("ana", "archive", channel="payments")
    assert (await post(space, url, json={"text": "x"}))[1]["error"] == "is_archived"
    await space.act("ana", "delete_channel", channel="payments")
    assert (await post(space, url, json={"text": "x"}))[1]["error"] == "channel_not_found"


async def test_the_app_replaces_and_deletes_its_own_message(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    room = (await space.channel("general"))["id"]
    ts = (await web.chat_postMessage(channel=room, text="press", blocks=[ROW]))["ts"]
    await space.act("ana", "click", channel=room, ts=ts, label="Go")
    url = listener.payloads("block_actions")[-1]["response_url"]
    await post(space, url, json={"text": "pressed", "replace_original": True})
    last = (await space.channel("general"))["messages"][-1]
    assert (last["ts"], last["text"], "blocks" in last) == (ts, "pressed", False)
    await post(space, url, json={"delete_original": True})
    assert ts not in [message["ts"] for message in (await space.channel("general"))["messages"]]


async def test_the_message_of_a_person_stays_as_it_is(space: Space, listener: Listener) -> None:
    ts = (await space.act("ben", "message", channel="general", text="mine"))["ts"]
    await space.act("ana", "message_shortcut", callback_id="probe_this", channel="general", ts=ts)
    url = listener.payloads("message_action")[-1]["response_url"]
    await post(space, url, json={"text": "taken over", "replace_original": True})
    await post(space, url, json={"delete_original": True})
    said = {message["ts"]: message["text"] for message in (await space.channel("general"))["messages"]}
    assert said[ts] == "mine"
    assert [shown["text"] for shown in (await space.state())["ephemerals"]] == ["taken over"]
