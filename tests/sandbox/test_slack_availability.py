"""Who is there, who wants to be left alone, and other things about people and teams."""

import time

import pytest
from rig import Listener, Space
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]


async def test_presence_is_what_a_person_says(space: Space, web: AsyncWebClient) -> None:
    ana = await space.user("ana")
    assert (await web.users_getPresence(user=ana))["presence"] == "active"
    await space.act("ana", "presence", presence="away")
    assert (await web.users_getPresence(user=ana))["presence"] == "away"
    assert await space.refused("ana", "presence", presence="asleep")


async def test_the_app_is_there_while_it_is_connected(web: AsyncWebClient, listener: Listener) -> None:
    me = (await web.auth_test())["user_id"]
    assert (await web.users_getPresence(user=me))["presence"] == "active"


async def test_without_a_connection_the_app_is_away(web: AsyncWebClient) -> None:
    me = (await web.auth_test())["user_id"]
    assert (await web.users_getPresence(user=me))["presence"] == "away"


async def test_do_not_disturb_has_a_beginning_and_an_end(space: Space, web: AsyncWebClient) -> None:
    ana = await space.user("ana")
    assert (await web.dnd_info(user=ana))["dnd_enabled"] is False
    await space.act("ana", "do_not_disturb", minutes=60)
    told = await web.dnd_info(user=ana)
    assert told["dnd_enabled"]
    assert told["next_dnd_end_ts"] - told["next_dnd_start_ts"] == 3600
    assert told["next_dnd_start_ts"] <= time.time() < told["next_dnd_end_ts"]
    await space.act("ana", "do_not_disturb", minutes=0)
    assert (await web.dnd_info(user=ana))["dnd_enabled"] is False
    assert await space.refused("ana", "do_not_disturb", minutes=-1)


async def test_a_profile_is_shown_alone(space: Space, web: AsyncWebClient) -> None:
    profile = (await web.users_profile_get(user=await space.user("ben")))["profile"]
    assert (profile["real_name"], profile["email"]) == ("Ben Okafor", "ben@demo.example")
    with pytest.raises(SlackApiError, match="user_not_found"):
        await web.users_profile_get(user="U0NOBODY")


async def test_a_direct_message_is_closed_and_opened_again(space: Space, web: AsyncWebClient) -> None:
    ana = await space.user("ana")
    room = (await web.conversations_open(users=ana))["channel"]["id"]
    assert (await web.conversations_open(users=ana))["already_open"]
    assert "already_closed" not in (await web.conversations_close(channel=room)).data
    assert (await web.conversations_close(channel=room))["already_closed"]
    opened = await web.conversations_open(users=ana)
    assert (opened["channel"]["id"], opened["already_open"]) == (room, False)
    with pytest.raises(SlackApiError, match="method_not_supported_for_channel_type"):
        await web.conversations_close(channel=(await space.channel("general"))["id"])


async def test_the_team_and_its_emoji_are_listed(space: Space, web: AsyncWebClient) -> None:
    (team,) = (await web.auth_teams_list())["teams"]
    assert team["id"] == (await web.auth_test())["team_id"]
    assert (await web.emoji_list())["emoji"] == {}
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await web.emoji_list(include_categories=True)
