"""`Sandbox.start(heard=...)`: a listener is told of everything that goes over the wire."""

from pathlib import Path

import aiohttp
import pytest
from rig import Listener, Space, listening, web_client
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.sandbox import Sandbox
from bot.sandbox.heard import Heard

pytest_plugins = ["sandbox_fixtures"]


async def test_a_listener_hears_both_sides_of_everything(manifest: Path) -> None:
    heard: list[Heard] = []
    sandbox = await Sandbox.start(manifest=manifest, heard=heard.append)
    async with aiohttp.ClientSession() as http:
        listener = await listening(Space(sandbox, http))
        await _walk(Space(sandbox, http), listener, web_client(sandbox, "SLACK_BOT_TOKEN"))
        await listener.client.close()  # type: ignore[no-untyped-call]  # the SDK annotates no result
    await sandbox.stop()
    assert {each.system for each in heard} == {"slack"}
    assert [(each.way, each.name) for each in heard if "/respond/" not in each.name] == [
        ("request", "apps.connections.open"),
        ("answer", "apps.connections.open"),
        ("envelope", "hello"),
        ("envelope", "slash_commands"),
        ("ack", "slash_commands"),
        ("request", "chat.postMessage"),
        ("answer", "chat.postMessage"),
    ]
    command, ack = heard[3], heard[4]
    assert command.said["payload"]["text"] == "hello"
    assert ack.said == {"envelope_id": command.said["envelope_id"], "payload": {"text": "heard"}}
    assert heard[-4].way == "response_url"
    assert heard[-4].said == {"text": "later"}
    assert (heard[-2].said, heard[-2].kind) == ({"channel": "nowhere", "text": "x"}, "application/json")
    assert heard[-1].said == {"ok": False, "error": "channel_not_found"}


async def _walk(space: Space, listener: Listener, web: AsyncWebClient) -> None:
    listener.answers["slash_commands"] = {"text": "heard"}
    await space.act("ana", "slash", command="/probe", channel="general", text="hello")
    (command,) = listener.payloads("slash_commands")
    await AsyncWebhookClient(command["response_url"]).send(text="later")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await web.chat_postMessage(channel="nowhere", text="x")
