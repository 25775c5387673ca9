"""Channels as the app makes them, fills them and leaves them."""

from typing import Any

import pytest
from rig import Listener, Space, eventually
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]


async def new(web: AsyncWebClient, name: str = "inc-1", **more: Any) -> str:
    return str((await web.conversations_create(name=name, **more))["channel"]["id"])


async def test_the_creator_of_a_channel_is_its_first_member(space: Space, web: AsyncWebClient) -> None:
    room, me = await new(web), (await web.auth_test())["user_id"]
    found = (await web.conversations_info(channel=room, include_num_members=True))["channel"]
    assert (found["creator"], found["is_member"], found["num_members"]) == (me, True, 1)
    assert (await space.channel("inc-1"))["members"] == [me]


async def test_others_hear_of_a_new_channel_and_of_who_joins(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    room, ana = await new(web), await space.user("ana")
    await web.conversations_invite(channel=room, users=ana)
    (created,) = await eventually(lambda: listener.events("channel_created"))
    assert created["channel"]["name"] == "inc-1"
    joined = await eventually(
        lambda: [each for each in listener.events("member_joined_channel") if each["user"] == ana]
    )
    assert joined[0]["inviter"] == (await web.auth_test())["user_id"]


async def test_a_private_channel_exists_for_its_members_only(space: Space, web: AsyncWebClient) -> None:
    room = await new(web, "secret", is_private=True)
    await web.conversations_invite(channel=room, users=await space.user("ben"))
    assert "secret" in [each["name"] for each in (await space.get("see", user="ben"))["channels"]]
    assert "secret" not in [each["name"] for each in (await space.get("see", user="eve"))["channels"]]
    foreign = (await space.channel("security"))["id"]
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await web.conversations_info(channel=foreign)
    listed = (await web.conversations_list(types="public_channel,private_channel"))["channels"]
    assert {"secret"} == {each["name"] for each in listed if each["is_private"]}


async def test_one_wrong_user_stops_an_invitation_and_all_wrong_ones_are_listed(
    space: Space, web: AsyncWebClient
) -> None:
    room, ana, me = await new(web), await space.user("ana"), (await web.auth_test())["user_id"]
    with pytest.raises(SlackApiError) as refused:
        await web.conversations_invite(channel=room, users=[ana, me, "U0NOBODY"])
    errors = {each["user"]: each["error"] for each in refused.value.response["errors"]}
    assert errors == {me: "cant_invite_self", "U0NOBODY": "user_not_found"}
    assert ana not in (await space.channel(room))["members"]


async def test_a_forced_invitation_reaches_the_right_ones(space: Space, web: AsyncWebClient) -> None:
    room, ana = await new(web), await space.user("ana")
    answer = await web.conversations_invite(channel=room, users=f"{ana},U0NOBODY", force=True)
    assert [each["error"] for each in answer["errors"]] == ["user_not_found"]
    assert ana in (await space.channel(room))["members"]
    with pytest.raises(SlackApiError, match="already_in_channel"):
        await web.conversations_invite(channel=room, users=ana, force=True)


async def test_joining_twice_is_a_warning(space: Space, web: AsyncWebClient) -> None:
    room = (await space.channel("payments"))["id"]
    assert "warning" not in (await web.conversations_join(channel=room)).data
    assert (await web.conversations_join(channel=room))["warning"] == "already_in_channel"


async def test_a_kicked_person_is_out(space: Space, web: AsyncWebClient) -> None:
    room, ana = await new(web), await space.user("ana")
    await web.conversations_invite(channel=room, users=ana)
    await web.conversations_kick(channel=room, user=ana)
    assert ana not in (await web.conversations_members(channel=room))["members"]


async def test_an_archived_channel_has_lost_its_bot_for_good(space: Space, web: AsyncWebClient) -> None:
    room, ana = await new(web), await space.user("ana")
    await web.conversations_invite(channel=room, users=ana)
    await web.conversations_archive(channel=room)
    assert (await space.channel(room))["members"] == [ana]
    for call in (web.conversations_unarchive, web.conversations_join):
        with pytest.raises(SlackApiError, match=r"not_in_channel|is_archived"):
            await call(channel=room)
    with pytest.raises(SlackApiError, match="name_taken"):
        await new(web)


async def test_topic_purpose_and_name_are_kept_and_told(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    room = await new(web)
    await web.conversations_setTopic(channel=room, topic="P1 checkout")
    await web.conversations_setPurpose(channel=room, purpose="Mend it")
    await web.conversations_rename(channel=room, name="inc-1-checkout")
    found = await space.channel(room)
    assert (found["topic"], found["purpose"], found["name"]) == ("P1 checkout", "Mend it", "inc-1-checkout")
    subtypes = [message.get("subtype") for message in found["messages"]]
    assert subtypes == ["channel_join", "channel_topic", "channel_purpose", "channel_name"]
    (renamed,) = await eventually(lambda: listener.events("channel_rename"))
    assert renamed["channel"]["name"] == "inc-1-checkout"


async def test_a_message_to_a_person_opens_the_direct_message(space: Space, web: AsyncWebClient) -> None:
    ana = await space.user("ana")
    posted = await web.chat_postMessage(channel=ana, text="for you")
    opened = await web.conversations_open(users=ana)
    assert opened["channel"]["id"] == posted["channel"]
    assert posted["channel"].startswith("D")
    (direct,) = (await space.get("see", user="ana"))["dms"]
    assert direct["messages"][0]["text"] == "for you"
    assert (await space.get("see", user="ben"))["dms"] == []


async def test_several_people_get_a_group_message(space: Space, web: AsyncWebClient) -> None:
    people = [await space.user(name) for name in ("ana", "ben")]
    room = (await web.conversations_open(users=people))["channel"]["id"]
    assert (await web.conversations_info(channel=room))["channel"]["is_mpim"]
    assert (await web.conversations_open(users=people))["already_open"]


async def test_bookmarks_are_added_edited_and_removed(space: Space, web: AsyncWebClient) -> None:
    room = await new(web)
    added = await web.bookmarks_add(
        channel_id=room, title="Ticket", type="link", link="https://jira.example/INC-1"
    )
    bookmark = added["bookmark"]["id"]
    await web.bookmarks_edit(channel_id=room, bookmark_id=bookmark, title="INC-1")
    assert [each["title"] for each in (await space.channel(room))["bookmarks"]] == ["INC-1"]
    await web.bookmarks_remove(channel_id=room, bookmark_id=bookmark)
    assert (await web.bookmarks_list(channel_id=room))["bookmarks"] == []


async def test_usergroups_tell_their_people(space: Space, web: AsyncWebClient) -> None:
    groups = {each["handle"]: each for each in (await web.usergroups_list(include_users=True))["usergroups"]}
    payments = groups["oncall-payments"]
    assert set(payments["users"]) == {await space.user("ben"), await space.user("deniz")}
    assert (await web.usergroups_users_list(usergroup=payments["id"]))["users"] == payments["users"]


async def test_the_app_sees_where_it_is(space: Space, web: AsyncWebClient) -> None:
    await new(web, "secret", is_private=True)
    rooms = (await web.users_conversations(types="public_channel,private_channel"))["channels"]
    assert [each["name"] for each in rooms] == ["general", "secret"]
    of_ben = (await web.users_conversations(user=await space.user("ben")))["channels"]
    assert "payments" in [each["name"] for each in of_ben]
