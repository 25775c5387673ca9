"""Usergroups as an app makes them, keeps them equal to a rota, and is refused."""

from typing import Any

import pytest
from rig import Listener, Space, eventually
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

pytest_plugins = ["sandbox_fixtures"]


async def new(web: AsyncWebClient, name: str = "On call Search", **more: Any) -> str:
    return str((await web.usergroups_create(name=name, **more))["usergroup"]["id"])


async def group(space: Space, group_id: str) -> dict[str, Any]:
    return next(dict(each) for each in (await space.state())["usergroups"] if each["id"] == group_id)


async def test_a_usergroup_is_made_changed_and_told(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    general = (await space.channel("general"))["id"]
    made = await new(web, description="Search", channels=[general])
    found = await group(space, made)
    assert (found["handle"], found["description"]) == ("on-call-search", "Search")
    assert found["prefs"]["channels"] == [general]
    changed = await web.usergroups_update(usergroup=made, handle="oncall-search")
    assert (changed["usergroup"]["handle"], changed["usergroup"]["name"]) == (
        "oncall-search",
        "On call Search",
    )
    (created,) = await eventually(lambda: listener.events("subteam_created"))
    (updated,) = await eventually(lambda: listener.events("subteam_updated"))
    assert (created["subteam"]["id"], updated["subteam"]["handle"]) == (made, "oncall-search")


async def test_members_are_replaced_and_the_difference_is_told(
    space: Space, web: AsyncWebClient, listener: Listener
) -> None:
    payments = next(
        each["id"] for each in (await space.state())["usergroups"] if each["handle"] == "oncall-payments"
    )
    ana, ben, deniz = [await space.user(name) for name in ("ana", "ben", "deniz")]
    answer = await web.usergroups_users_update(usergroup=payments, users=[ana, ben], include_count=True)
    assert (answer["usergroup"]["users"], answer["usergroup"]["user_count"]) == ([ana, ben], 2)
    (told,) = await eventually(lambda: listener.events("subteam_members_changed"))
    assert (told["added_users"], told["removed_users"]) == ([ana], [deniz])


async def test_a_disabled_usergroup_is_listed_only_when_asked_for(space: Space, web: AsyncWebClient) -> None:
    made = await new(web)
    await web.usergroups_users_update(usergroup=made, users=await space.user("ana"))
    await web.usergroups_disable(usergroup=made)
    assert made not in [each["id"] for each in (await web.usergroups_list())["usergroups"]]
    listed = (await web.usergroups_list(include_disabled=True))["usergroups"]
    assert next(each["date_delete"] for each in listed if each["id"] == made) > 0
    with pytest.raises(SlackApiError, match="no_such_subteam"):
        await web.usergroups_users_list(usergroup=made)
    assert (await web.usergroups_users_list(usergroup=made, include_disabled=True))["users"]
    await web.usergroups_enable(usergroup=made)
    assert made in [each["id"] for each in (await web.usergroups_list())["usergroups"]]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"name": "x" * 81}, "name_too_long"),
        ({"name": "Support"}, "name_already_exists"),
        ({"handle": "support"}, "handle_already_exists"),
        ({"handle": "ana"}, "handle_already_exists"),
        ({"handle": "here"}, "forbidden_handle"),
        ({"handle": "No Way"}, "bad_handle"),
        ({"description": "x" * 141}, "description_too_long"),
        ({"channels": "C0NOWHERE"}, "invalid_channel_provided"),
    ],
)
async def test_a_wrong_usergroup_is_not_made(web: AsyncWebClient, wrong: dict[str, Any], error: str) -> None:
    with pytest.raises(SlackApiError, match=error):
        await web.usergroups_create(**{"name": "New", **wrong})


async def test_nobody_strange_becomes_a_member(space: Space, web: AsyncWebClient) -> None:
    made = await new(web)
    for users, error in (("U0NOBODY", "invalid_users"), (await space.user("probe"), "invalid_users")):
        with pytest.raises(SlackApiError, match=error):
            await web.usergroups_users_update(usergroup=made, users=users)
    with pytest.raises(SlackApiError, match="no_users_provided"):
        await web.api_call("usergroups.users.update", json={"usergroup": made, "users": []})
    with pytest.raises(SlackApiError, match="no_such_subteam"):
        await web.usergroups_update(usergroup="S0NOTHING", name="x")


@pytest.mark.parametrize(
    ("settings", "reading", "writing"),
    [
        ({"usergroups": False}, None, "permission_denied"),
        ({"paid_plan": False}, "plan_upgrade_required", "plan_upgrade_required"),
    ],
)
async def test_settings_and_plan_refuse_usergroups(
    space: Space, web: AsyncWebClient, settings: dict[str, bool], reading: str | None, writing: str
) -> None:
    made = await new(web)
    await space.post("settings", settings)
    if reading:
        with pytest.raises(SlackApiError, match=reading):
            await web.usergroups_list()
    else:
        assert await web.usergroups_list()
    with pytest.raises(SlackApiError, match=writing):
        await new(web, "Another")
    with pytest.raises(SlackApiError, match=writing):
        await web.usergroups_users_update(usergroup=made, users=await space.user("ana"))
