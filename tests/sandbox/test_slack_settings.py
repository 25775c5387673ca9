"""What an admin switches off, Slack refuses by name; and who is free of it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from judge import JUDGE
from rig import MANIFEST, Space, web_client
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox

pytest_plugins = ["sandbox_fixtures"]

USER_SCOPES = ["channels:write", "channels:read", "channels:history", "groups:write", "chat:write"]


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Space]:
    """A workspace whose app has a token of the admin who installed it, too."""
    scopes = {"bot": MANIFEST["oauth_config"]["scopes"]["bot"], "user": USER_SCOPES}
    path = tmp_path / "both.yml"
    path.write_text(yaml.safe_dump({**MANIFEST, "oauth_config": {"scopes": scopes}}))
    sandbox = await Sandbox.start(manifest=path, heard=JUDGE.of_anybody)
    async with aiohttp.ClientSession() as http:
        yield Space(sandbox, http)
    await sandbox.stop()


TABLE = json.dumps([{"type": "table", "rows": [[{"type": "raw_text", "text": "P1"}]]}])


@pytest.mark.parametrize(
    ("setting", "method", "args", "error"),
    [
        ("channels", "conversations.create", {"name": "inc-1"}, "restricted_action"),
        ("private_channels", "conversations.create", {"name": "x", "is_private": True}, "restricted_action"),
        ("general", "chat.postMessage", {"channel": "#general", "text": "x"}, "restricted_action"),
        ("usergroups", "usergroups.create", {"name": "x"}, "permission_denied"),
        ("files", "files.getUploadURLExternal", {"filename": "x", "length": 1}, "file_uploads_disabled"),
        ("canvases", "canvases.create", {"title": "x"}, "canvas_disabled_user_team"),
        ("charts", "chat.postMessage", {"channel": "#general", "blocks": TABLE}, "invalid_blocks"),
        ("paid_plan", "usergroups.list", {}, "plan_upgrade_required"),
    ],
)
async def test_what_is_switched_off_is_refused_by_name_until_it_is_on_again(
    space: Space, web: AsyncWebClient, setting: str, method: str, args: dict[str, Any], error: str
) -> None:
    await space.post("settings", {setting: False})
    with pytest.raises(SlackApiError, match=error):
        await web.api_call(method, params=args)
    assert (await space.state())["settings"][setting] is False
    await space.post("settings", {setting: True})
    await web.api_call(method, params=args)


async def test_nobody_is_invited_and_nothing_archived_where_that_is_off(
    space: Space, web: AsyncWebClient
) -> None:
    room = (await web.conversations_create(name="inc-1"))["channel"]["id"]
    await space.post("settings", {"invites": False, "archiving": False})
    with pytest.raises(SlackApiError, match="cant_invite"):
        await web.conversations_invite(channel=room, users=await space.user("ana"))
    with pytest.raises(SlackApiError, match="restricted_action"):
        await web.conversations_archive(channel=room)


async def test_settings_bind_members_and_not_admins(space: Space) -> None:
    await space.post("settings", {"channels": False, "general": False})
    assert "public channels" in await space.refused("ben", "create", name="new")
    assert await space.refused("ben", "message", channel="general", text="x")
    await space.act("ana", "create", name="new")
    await space.act("ana", "message", channel="general", text="x")


async def test_settings_are_shown_with_a_sentence_each_and_a_reset_puts_them_back(space: Space) -> None:
    _, changed = await space.post("settings", {"files": False})
    shown = await space.get("settings")
    assert changed == shown
    assert [name for name, value in shown["settings"].items() if not value] == ["files"]
    assert set(shown["about"]) == set(shown["settings"])
    await space.post("reset", {})
    assert all((await space.get("settings"))["settings"].values())


@pytest.mark.parametrize("wrong", [{"weather": False}, {"files": "off"}, {"files": 0}, []])
async def test_a_wrong_setting_is_told_in_a_sentence(space: Space, wrong: Any) -> None:
    status, answer = await space.post("settings", wrong)
    assert status == 400
    assert answer["error"].endswith(".")
    assert all((await space.get("settings"))["settings"].values())


async def test_only_a_person_brings_an_archived_channel_back(both: Space) -> None:
    bot = web_client(both.sandbox, "SLACK_BOT_TOKEN")
    person = web_client(both.sandbox, "SLACK_USER_TOKEN")
    room = (await bot.conversations_create(name="inc-1"))["channel"]["id"]
    ts = (await bot.chat_postMessage(channel=room, text="x"))["ts"]
    await bot.conversations_archive(channel=room)
    refused: list[tuple[str, dict[str, Any], str]] = [
        ("conversations.unarchive", {}, "not_in_channel"),
        ("conversations.history", {}, "not_in_channel"),
        ("pins.add", {"timestamp": ts}, "not_in_channel"),
        ("pins.remove", {"timestamp": ts}, "not_in_channel"),
        ("pins.list", {}, "not_in_channel"),
        ("conversations.join", {}, "is_archived"),
        ("chat.postMessage", {"text": "x"}, "is_archived"),
        ("conversations.invite", {"users": await both.user("ana")}, "is_archived"),
    ]
    for method, args, error in refused:
        with pytest.raises(SlackApiError, match=error):
            await bot.api_call(method, params={"channel": room, **args})
    await person.conversations_unarchive(channel=room)
    assert (await both.channel(room))["is_archived"] is False
    await bot.conversations_join(channel=room)
    await bot.chat_postMessage(channel=room, text="back")


async def test_an_admins_token_is_free_of_what_binds_the_app(both: Space) -> None:
    await both.post("settings", {"channels": False})
    with pytest.raises(SlackApiError, match="restricted_action"):
        await web_client(both.sandbox, "SLACK_BOT_TOKEN").conversations_create(name="x")
    await web_client(both.sandbox, "SLACK_USER_TOKEN").conversations_create(name="x")
