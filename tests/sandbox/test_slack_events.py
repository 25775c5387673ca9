"""The app hears of each act what it subscribes to, may read and is there for: that and nothing else."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from judge import JUDGE
from rig import EVENTS, MANIFEST, Json, Listener, Space, eventually, listening, web_client

from bot.sandbox import Sandbox

MORE = [
    *("message.mpim", "group_deleted", "channel_deleted", "channel_shared", "channel_unshared", "team_join"),
    *("user_change", "user_profile_changed", "subteam_created", "subteam_updated", "subteam_members_changed"),
]
ALL = {"event_subscriptions": {"bot_events": [*EVENTS, *MORE]}}


def written(path: Path, document: Json) -> Path:
    path.write_text(yaml.safe_dump(document))
    return path


@pytest.fixture
async def space(tmp_path: Path) -> AsyncIterator[Space]:
    """The app subscribes to everything, and is in #here and #hidden, where ana and ben are too."""
    manifest = written(tmp_path / "manifest.yml", {**MANIFEST, "settings": ALL})
    sandbox = await Sandbox.start(manifest=manifest, heard=JUDGE.of_anybody)
    async with aiohttp.ClientSession() as http:
        space, web = Space(sandbox, http), web_client(sandbox, "SLACK_BOT_TOKEN")
        people = ",".join([await space.user("ana"), await space.user("ben")])
        for name in ("here", "hidden"):
            room = (await web.conversations_create(name=name, is_private=name == "hidden"))["channel"]["id"]
            await web.conversations_invite(channel=room, users=people)
        yield space
    await sandbox.stop()


async def heard(space: Space, listener: Listener, user: str, do: str, **args: Any) -> list[str]:
    """The names of the events that an act causes; opening Home comes after them and ends the wait."""
    listener.received.clear()
    await space.act(user, do, **args)
    await space.act("ana", "open_home")
    await eventually(lambda: listener.events("app_home_opened"))
    events = [payload["event"] for payload in listener.payloads("events_api")]
    named = [
        f"{event['type']}.{event['subtype']}" if "subtype" in event else event["type"] for event in events
    ]
    return [name for name in named if name != "app_home_opened"]


@pytest.mark.parametrize(
    ("do", "args", "events"),
    [
        ("message", {"channel": "here", "text": "hello"}, ["message"]),
        ("message", {"channel": "here", "text": "hello @probe"}, ["message", "app_mention"]),
        ("message", {"channel": "hidden", "text": "hello"}, ["message"]),
        ("message", {"channel": "probe", "text": "hello"}, ["message"]),
        ("message", {"channel": "payments", "text": "hello @probe"}, []),
        ("message", {"channel": "security", "text": "hello"}, []),
        ("edit", {"channel": "here", "ts": "{ts}", "text": "changed"}, ["message.message_changed"]),
        ("delete", {"channel": "here", "ts": "{ts}"}, ["message.message_deleted"]),
        ("react", {"channel": "here", "ts": "{ts}", "name": "eyes"}, ["reaction_added"]),
        ("unreact", {"channel": "here", "ts": "{ts}", "name": "tada"}, ["reaction_removed"]),
        ("pin", {"channel": "here", "ts": "{ts}"}, ["pin_added"]),
        ("topic", {"channel": "here", "text": "T"}, ["message.channel_topic"]),
        ("topic", {"channel": "payments", "text": "T"}, []),
        ("rename", {"channel": "here", "name": "there"}, ["message.channel_name", "channel_rename"]),
        ("rename", {"channel": "hidden", "name": "there"}, ["message.channel_name", "group_rename"]),
        ("rename", {"channel": "payments", "name": "paying"}, ["channel_rename"]),
        ("rename", {"channel": "security", "name": "secure"}, []),
        ("archive", {"channel": "here"}, ["message.channel_archive", "channel_archive"]),
        ("archive", {"channel": "hidden"}, ["message.channel_archive", "group_archive"]),
        ("archive", {"channel": "security"}, []),
        ("invite", {"channel": "here", "member": "eve"}, ["message.channel_join", "member_joined_channel"]),
        ("invite", {"channel": "payments", "member": "eve"}, []),
        (
            "invite",
            {"channel": "payments", "member": "probe"},
            ["message.channel_join", "member_joined_channel"],
        ),
        ("kick", {"channel": "here", "member": "ben"}, ["message.channel_leave", "member_left_channel"]),
        (
            "kick",
            {"channel": "here", "member": "probe"},
            ["message.channel_leave", "member_left_channel", "channel_left"],
        ),
        (
            "kick",
            {"channel": "hidden", "member": "probe"},
            ["message.channel_leave", "member_left_channel", "group_left"],
        ),
        ("leave", {"channel": "here"}, ["message.channel_leave", "member_left_channel"]),
        ("create", {"name": "new"}, ["channel_created"]),
        ("create", {"name": "new", "is_private": True}, []),
        ("convert", {"channel": "here"}, ["message.channel_convert_to_private"]),
        ("delete_channel", {"channel": "here"}, ["channel_deleted"]),
        ("delete_channel", {"channel": "hidden"}, ["group_deleted"]),
        ("delete_channel", {"channel": "security"}, []),
        (
            "share",
            {"channel": "here", "member": "vera"},
            ["channel_shared", "message.channel_join", "member_joined_channel"],
        ),
    ],
)
async def test_an_act_is_heard_by_its_events(
    space: Space, do: str, args: dict[str, Any], events: list[str]
) -> None:
    ts = (await space.act("ana", "message", channel="here", text="before"))["ts"]
    await space.act("ana", "react", channel="here", ts=ts, name="tada")
    listener = await listening(space)
    await space.act("ana", "open_home")
    await eventually(lambda: listener.events("app_home_opened"))
    filled = {name: ts if value == "{ts}" else value for name, value in args.items()}
    assert await heard(space, listener, "ana", do, **filled) == events
    await listener.client.close()  # type: ignore[no-untyped-call]  # the SDK annotates no result


async def test_an_unarchived_channel_is_heard_of_from_outside(space: Space) -> None:
    await space.act("ana", "archive", channel="here")
    listener = await listening(space)
    await space.act("ana", "open_home")
    assert await heard(space, listener, "ana", "unarchive", channel="here") == ["channel_unarchive"]
    await listener.client.close()  # type: ignore[no-untyped-call]  # the SDK annotates no result


async def test_without_scopes_only_what_needs_none_is_heard(tmp_path: Path) -> None:
    document = {**MANIFEST, "settings": ALL, "oauth_config": {"scopes": {"bot": ["commands"]}}}
    sandbox = await Sandbox.start(
        manifest=written(tmp_path / "manifest.yml", document), heard=JUDGE.of_anybody
    )
    async with aiohttp.ClientSession() as http:
        space = Space(sandbox, http)
        listener = await listening(space)
        said = await space.act("ana", "message", channel="general", text="hello @probe")
        where = {"channel": "general", "ts": said["ts"]}
        await space.act("ana", "react", **where, name="eyes")
        await space.act("ana", "pin", **where)
        await space.act("ana", "create", name="new")
        await space.act("ana", "deactivate", member="ben")
        await space.act("ana", "edit_usergroup", usergroup="support", users=["eve"])
        assert await heard(space, listener, "ana", "rename", channel="payments", name="paying") == []
        await listener.client.close()  # type: ignore[no-untyped-call]  # the SDK annotates no result
    await sandbox.stop()
