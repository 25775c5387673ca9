"""People and usergroups as admins change them, and what the app hears of it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from rig import EVENTS, MANIFEST, Listener, Space, eventually, listening, web_client
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import FaultyFile, Sandbox

pytest_plugins = ["sandbox_fixtures"]
DIRECTORY = ["team_join", "user_change", "user_profile_changed", "subteam_updated", "subteam_members_changed"]
SHARING = [
    "app_uninstalled",
    "tokens_revoked",
    "channel_shared",
    "channel_unshared",
    "channel_deleted",
    "group_deleted",
    "message.mpim",
]


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """An app that wants to hear everything about the directory."""
    subscribed = {"bot_events": [*EVENTS, *DIRECTORY, *SHARING]}
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump({**MANIFEST, "settings": {"event_subscriptions": subscribed}}))
    return path


@pytest.fixture
async def quiet(tmp_path: Path) -> AsyncIterator[Space]:
    """A workspace whose app subscribes to nothing but renames."""
    subscribed = {"bot_events": ["channel_rename"]}
    path = tmp_path / "quiet.yml"
    path.write_text(yaml.safe_dump({**MANIFEST, "settings": {"event_subscriptions": subscribed}}))
    sandbox = await Sandbox.start(manifest=path)
    async with aiohttp.ClientSession() as http:
        yield Space(sandbox, http)
    await sandbox.stop()


async def one(listener: Listener, kind: str) -> dict[str, Any]:
    """The only event of its kind."""
    (event,) = await eventually(lambda: listener.events(kind))
    return dict(event)


async def test_a_new_person_joins_the_workspace_and_general(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    added = await space.act("ana", "add_person", name="zoe", real_name="Zoe Lin", email="zoe@demo.example")
    assert (await one(listener, "team_join"))["user"]["profile"]["email"] == "zoe@demo.example"
    joined = await one(listener, "member_joined_channel")
    general = await space.channel("general")
    assert (joined["user"], joined["channel"]) == (added["user"], general["id"])
    assert (await web.users_lookupByEmail(email="zoe@demo.example"))["user"]["id"] == added["user"]


async def test_a_new_guest_is_in_no_channel_and_sees_none(space: Space) -> None:
    added = await space.act("ana", "add_person", name="zoe", role="guest")
    assert added["user"] not in (await space.channel("general"))["members"]
    assert "no channel" in await space.refused("zoe", "join", channel="payments")


async def test_a_changed_profile_is_told_and_found(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    changes = {"title": "Head of Payments", "email": "okafor@demo.example", "tz": "Asia/Tokyo"}
    await space.act("ben", "change_person", member="ben", **changes)
    told = (await one(listener, "user_change"))["user"]
    assert (told["tz"], told["profile"]["title"]) == ("Asia/Tokyo", "Head of Payments")
    assert (await one(listener, "user_profile_changed"))["user"] == told
    assert (await web.users_lookupByEmail(email="okafor@demo.example"))["user"]["name"] == "ben"
    with pytest.raises(SlackApiError, match="users_not_found"):
        await web.users_lookupByEmail(email="ben@demo.example")


@pytest.mark.parametrize(
    ("role", "flags"),
    [
        ("owner", {"is_owner", "is_admin", "is_primary_owner"}),
        ("admin", {"is_admin"}),
        ("member", set()),
        ("guest", {"is_restricted"}),
        ("single_channel_guest", {"is_restricted", "is_ultra_restricted"}),
    ],
)
async def test_a_role_is_told_by_its_flags(
    space: Space, web: AsyncWebClient, listener: Listener, role: str, flags: set[str]
) -> None:
    await space.act("ana", "change_person", member="ben", role=role)
    told = (await one(listener, "user_change"))["user"]
    assert {name for name, value in told.items() if name.startswith("is_") and value is True} - {
        "is_email_confirmed"
    } == flags
    assert (await web.users_info(user=told["id"]))["user"] == told


async def test_a_deactivated_person_is_told_kept_and_mute(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    await space.act("ana", "deactivate", member="ben")
    told = (await one(listener, "user_change"))["user"]
    assert told["deleted"]
    assert told in (await web.users_list())["members"]
    assert "deactivated" in await space.refused("ben", "message", channel="general", text="hello?")
    with pytest.raises(SlackApiError, match="users_not_found"):
        await web.users_lookupByEmail(email="ben@demo.example")
    await space.act("ana", "reactivate", member="ben")
    await space.act("ben", "message", channel="general", text="hello again")


async def test_a_usergroup_that_an_admin_edits_is_told(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    eve, priya = await space.user("eve"), await space.user("priya")
    await space.act("ana", "edit_usergroup", usergroup="support", users=["priya", "eve"])
    delta = await one(listener, "subteam_members_changed")
    assert (delta["added_users"], delta["removed_users_count"]) == ([eve], 1)
    assert (await one(listener, "subteam_updated"))["subteam"]["users"] == [priya, eve]
    await space.act("ana", "edit_usergroup", usergroup="support", handle="customers", disabled=True)
    told = await eventually(
        lambda: len(listener.events("subteam_updated")) == 3 and listener.events("subteam_updated")
    )
    renamed, disabled = told[1:]
    assert (renamed["subteam"]["handle"], disabled["subteam"]["date_delete"] > 0) == ("customers", True)
    listed = await web.usergroups_users_list(usergroup=delta["subteam_id"], include_disabled=True)
    assert listed["users"] == [priya, eve]


@pytest.mark.parametrize(
    ("user", "do", "args", "words"),
    [
        ("ben", "add_person", {"name": "zoe"}, "is no admin"),
        ("ben", "change_person", {"member": "ben", "role": "owner"}, "is no admin"),
        ("ben", "change_person", {"member": "eve", "title": "x"}, "is no admin"),
        ("ana", "add_person", {"name": "ben"}, "already"),
        ("ana", "add_person", {"name": "zoe", "tz": "Mars/Base"}, "no time zone"),
        ("ana", "add_person", {"name": "zoe", "role": "king"}, "there are owner"),
        ("ana", "change_person", {"member": "ben", "email": "ana@demo.example"}, "already"),
        ("ana", "change_person", {"member": "vera", "title": "x"}, "no person of"),
        ("ana", "deactivate", {"member": "rosa"}, "cannot be deactivated"),
        ("ana", "edit_usergroup", {"usergroup": "nobody"}, "no usergroup"),
        ("ana", "edit_usergroup", {"usergroup": "support", "users": "ben"}, "list of names"),
        ("ana", "edit_usergroup", {"usergroup": "support", "disabled": "yes"}, "true or false"),
        ("ben", "convert", {"channel": "payments"}, "is no admin"),
        ("ana", "convert", {"channel": "general"}, "stays as it is"),
        ("ana", "convert", {"channel": "security"}, "private already"),
        ("ana", "share", {"channel": "payments", "member": "ben"}, "another organisation"),
        ("ana", "unshare", {"channel": "payments", "member": "vera"}, "not shared"),
        ("ana", "invite", {"channel": "payments", "member": "vera"}, "share it first"),
        ("walt", "message", {"channel": "general", "text": "x"}, "deactivated"),
        ("probe", "message", {"channel": "general", "text": "x"}, "a bot"),
    ],
)
async def test_what_may_not_be_done_is_refused_in_a_sentence(
    space: Space, user: str, do: str, args: dict[str, Any], words: str
) -> None:
    assert words in await space.refused(user, do, **args)


async def test_a_channel_made_private_keeps_its_people_and_hides_from_others(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    room = (await space.channel("payments"))["id"]
    await web.conversations_join(channel=room)
    await space.act("ana", "convert", channel="payments")
    lines = await eventually(lambda: [e for e in listener.events("message") if "convert" in e["subtype"]])
    assert (lines[0]["subtype"], lines[0]["channel_type"]) == ("channel_convert_to_private", "group")
    assert (await web.conversations_info(channel=room))["channel"]["is_private"]
    assert "no channel" in await space.refused("eve", "join", channel="payments")
    await space.act("ana", "convert", channel="payments", private=False)
    await space.act("eve", "join", channel="payments")


async def test_a_channel_is_shared_with_another_organisation_and_no_more(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    room, vera = (await space.channel("payments"))["id"], await space.user("vera")
    assert (await web.users_info(user=vera))["user"]["is_stranger"]
    await web.conversations_join(channel=room)
    await space.act("ana", "share", channel="payments", member="vera")
    team = (await one(listener, "channel_shared"))["connected_team_id"]
    found = (await web.conversations_info(channel=room))["channel"]
    assert (found["is_ext_shared"], found["connected_team_ids"]) == (True, [team])
    person = (await web.users_info(user=vera))["user"]
    assert (person["is_stranger"], person["team_id"], "email" in person["profile"]) == (False, team, False)
    assert vera not in [user["id"] for user in (await web.users_list())["members"]]
    await space.act("vera", "message", channel="payments", text="hello from Cardway")
    said = await eventually(lambda: [p for p in listener.payloads("message") if p["event"]["user"] == vera])
    assert said[-1]["is_ext_shared_channel"]
    await space.act("ana", "unshare", channel="payments", member="vera")
    assert not (await one(listener, "channel_unshared"))["is_ext_shared"]
    assert vera not in (await space.channel("payments"))["members"]


async def test_a_deleted_channel_is_gone_for_everybody(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    room = (await space.channel("payments"))["id"]
    await space.act("ana", "delete_channel", channel="payments")
    assert (await one(listener, "channel_deleted"))["channel"] == room
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await web.conversations_info(channel=room)


@pytest.mark.slow
async def test_an_uninstalled_app_hears_of_it_and_its_token_is_worth_nothing(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    assert "no admin" in await space.refused("ben", "uninstall")
    await space.act("ana", "uninstall")
    assert (await one(listener, "tokens_revoked"))["tokens"]["bot"]
    assert await one(listener, "app_uninstalled")
    with pytest.raises(SlackApiError, match="account_inactive"):
        await web.auth_test()
    await space.act("ana", "install")
    await web.auth_test()


async def test_only_what_the_manifest_subscribes_to_is_sent(quiet: Space) -> None:
    listener, web = await listening(quiet), web_client(quiet.sandbox, "SLACK_BOT_TOKEN")
    await quiet.act("ana", "add_person", name="zoe")
    await quiet.act("ana", "deactivate", member="zoe")
    await quiet.act("ana", "edit_usergroup", usergroup="support", users=["eve"])
    await quiet.act("ana", "message", channel="general", text="hello @probe")
    room = (await web.conversations_create(name="inc-1"))["channel"]["id"]
    await web.conversations_rename(channel=room, name="inc-2")
    await eventually(lambda: listener.events("channel_rename"))
    assert [payload["event"]["type"] for payload in listener.payloads("events_api")] == ["channel_rename"]
    await listener.client.close()  # type: ignore[no-untyped-call]  # the SDK annotates no result


async def test_the_seed_holds_an_owner_guests_a_stranger_and_somebody_who_left(
    space: Space, web: AsyncWebClient
) -> None:
    state = await space.state()
    people = {user["name"]: user for user in state["users"]}
    assert people["rosa"]["is_owner"]
    assert people["tess"]["is_restricted"]
    assert people["umar"]["is_ultra_restricted"]
    assert people["walt"]["deleted"]
    assert people["vera"]["team_id"] != people["ana"]["team_id"]
    shared = (await space.channel("ext-cardway"))["id"]
    assert (await web.conversations_info(channel=shared))["channel"]["is_ext_shared"]
    everybody = (await space.channel("general"))["members"]
    assert not {people[name]["id"] for name in ("tess", "umar", "vera", "walt")} & set(everybody)


@pytest.mark.parametrize(
    ("seed", "words"),
    [
        ("{people: [{name: zoe, tz: Mars/Base}]}", "entry 1 (zoe): tz must be the name of a time zone"),
        ("{people: [{real_name: Zoe}]}", "people, entry 1: name is missing"),
        ("{people: [{name: zoe}, {name: zoe}]}", "entry 2 (zoe): there is another one"),
        ("{people: [{name: zoe, is_admin: maybe}]}", "is_admin must be true or false"),
        ("{people: [{name: zoe, age: 7}]}", "there is no 'age'"),
        ("{people: {zoe: 1}}", "people must be a list"),
        ("{people: [zoe]}", "must be a mapping"),
        ("{folks: []}", "not folks"),
        ("{people: [{name: zoe}], channels: [{name: No Blanks}]}", "lower case"),
        ("{people: [{name: zoe}], channels: [{name: a, messages: [Hi]}]}", "lines like"),
        ("{people: [{name: zoe}], channels: [{name: a, members: [yan]}]}", "'yan' in #a"),
        ("{people: [{name: zoe}], channels: [{name: a, members: [[]]}]}", "list of names"),
        ("[people]", "no mapping"),
    ],
)
async def test_a_faulty_seed_file_is_told_in_a_sentence(
    manifest: Path, tmp_path: Path, seed: str, words: str
) -> None:
    path = tmp_path / "seed.yml"
    path.write_text(seed)
    with pytest.raises(FaultyFile) as fault:
        await Sandbox.start(manifest=manifest, seed_file=path)
    assert words in str(fault.value)
    assert str(path) in str(fault.value)


async def test_a_deactivated_account_is_shown_without_its_zone_and_role(
    space: Space, web: AsyncWebClient
) -> None:
    walt = (await web.users_info(user=await space.user("walt")))["user"]
    assert walt["deleted"]
    assert not {"tz", "is_admin"} & set(walt)
