"""usergroups.*: named groups of people.

https://docs.slack.dev/reference/methods/usergroups.list
"""

import re

from bot.sandbox.limits import TIER_2
from bot.sandbox.slack import shapes
from bot.sandbox.slack.api.allowed import must_allow, must_be_paid
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.slack.directory import usergroups
from bot.sandbox.world import Json, Usergroup

MOST_IN_NAME = 80
MOST_IN_DESCRIPTION = 140
HANDLE = re.compile(r"[\w][\w.-]*")
FORBIDDEN = ("here", "channel", "everyone", "group")
CHANNELS = "channels:array additional_channels:array"
ABOUT = f"description handle include_count:flag {CHANNELS} team_id enable_section:flag"


@method(
    "usergroups.list",
    "include_count:flag include_disabled:flag include_users:flag team_id",
    scopes="usergroups:read",
    tier=TIER_2,
    json_body=False,
)
def list_all(call: MethodCall) -> Json:
    must_be_paid(call, "plan_upgrade_required")
    users, count = call.args.flag("include_users"), call.args.flag("include_count")
    with_disabled = call.args.flag("include_disabled")
    groups = [group for group in call.slack.world.usergroups.values() if with_disabled or not group.deleted]
    return {
        "usergroups": [
            shapes.usergroup(call.slack, each, with_users=users, with_count=count) for each in groups
        ]
    }


@method(
    "usergroups.users.list",
    "usergroup! include_disabled:flag team_id",
    scopes="usergroups:read",
    tier=TIER_2,
    json_body=False,
)
def list_users(call: MethodCall) -> Json:
    must_be_paid(call, "plan_upgrade_required")
    group = _group(call)
    if group.deleted and not call.args.flag("include_disabled"):
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


def _group(call: MethodCall) -> Usergroup:
    group = call.slack.world.usergroups.get(call.args.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return group


@method("usergroups.create", f"name! {ABOUT}", scopes="usergroups:write", tier=TIER_2)
def create(call: MethodCall) -> Json:
    _must_be_editable(call, "plan_upgrade_required")
    name = call.args.text("name")
    handle = call.args.text("handle") or re.sub(r"\W+", "-", name.lower()).strip("-")
    _check(call, name, handle)
    group = usergroups.create(
        call.slack,
        handle,
        name,
        call.caller.user,
        description=_description(call) or "",
        channels=tuple(_channels(call) or ()),
    )
    return _shown(call, group)


@method("usergroups.update", f"usergroup! name {ABOUT}", scopes="usergroups:write", tier=TIER_2)
def update(call: MethodCall) -> Json:
    _must_be_editable(call, "paid_teams_only")
    group = _group(call)
    name, handle = call.args.text("name", group.name), call.args.text("handle", group.handle)
    _check(call, name, handle, instead_of=group)
    usergroups.change(
        call.slack,
        group,
        call.caller.user,
        handle=handle,
        name=name,
        description=_description(call),
        channels=_channels(call),
    )
    return _shown(call, group)


def _must_be_editable(call: MethodCall, unpaid: str) -> None:
    must_be_paid(call, unpaid)
    must_allow(call, "usergroups", "permission_denied")


def _check(call: MethodCall, name: str, handle: str, instead_of: Usergroup | None = None) -> None:
    """A handle is unique among user groups, channels and people, a name among user groups."""
    world = call.slack.world
    others = [group for group in world.usergroups.values() if group is not instead_of]
    if not name.strip():
        raise SlackError("missing_subteam_name")
    if len(name) > MOST_IN_NAME:
        raise SlackError("name_too_long")
    if handle in FORBIDDEN:
        raise SlackError("forbidden_handle")
    if not HANDLE.fullmatch(handle) or handle != handle.lower() or len(handle) > MOST_IN_NAME:
        raise SlackError("bad_handle")
    if any(group.name == name for group in others):
        raise SlackError("name_already_exists")
    taken = {group.handle for group in others} | {person.name for person in world.people.values()}
    if handle in taken or world.named(handle):
        raise SlackError("handle_already_exists")


def _description(call: MethodCall) -> str | None:
    if not call.args.given("description"):
        return None
    if len(call.args.text("description")) > MOST_IN_DESCRIPTION:
        raise SlackError("description_too_long")
    return call.args.text("description")


def _channels(call: MethodCall) -> list[str] | None:
    """Where new members are invited by default."""
    if not call.args.given("channels"):
        return None
    rooms = [call.slack.world.channels.get(channel) for channel in call.args.texts("channels")]
    if any(room is None or room.is_direct for room in rooms):
        raise SlackError("invalid_channel_provided")
    return call.args.texts("channels")


def _shown(call: MethodCall, group: Usergroup) -> Json:
    count = call.args.flag("include_count")
    return {"usergroup": shapes.usergroup(call.slack, group, with_users=True, with_count=count)}


SWITCHING = "usergroup! include_count:flag team_id"


@method("usergroups.enable", SWITCHING, scopes="usergroups:write", tier=TIER_2)
def enable(call: MethodCall) -> Json:
    _must_be_editable(call, "plan_upgrade_required")
    group = _group(call)
    usergroups.enable(call.slack, group, call.caller.user)
    return _shown(call, group)


@method("usergroups.disable", SWITCHING, scopes="usergroups:write", tier=TIER_2)
def disable(call: MethodCall) -> Json:
    _must_be_editable(call, "plan_upgrade_required")
    group = _group(call)
    usergroups.disable(call.slack, group, call.caller.user)
    return _shown(call, group)


@method(
    "usergroups.users.update",
    "usergroup! users!:array include_count:flag team_id additional_channels:array is_shared:flag",
    scopes="usergroups:write",
    tier=TIER_2,
)
def update_users(call: MethodCall) -> Json:
    """The people given replace those there are; a group is emptied only by disabling it."""
    _must_be_editable(call, "plan_upgrade_required")
    group, users = _group(call), call.args.texts("users")
    if not users:
        raise SlackError("no_users_provided")
    people = [call.slack.world.people.get(user) for user in users]
    if any(person is None or person.deleted or person.is_bot for person in people):
        raise SlackError("invalid_users")
    usergroups.set_users(call.slack, group, users, call.caller.user)
    return _shown(call, group)
