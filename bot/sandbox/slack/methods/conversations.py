"""conversations.*: make, find, rename, archive and describe channels.

https://docs.slack.dev/reference/methods/conversations.create
"""

import re

from bot.sandbox.limits import TIER_2, TIER_3
from bot.sandbox.slack import rooms, shapes
from bot.sandbox.slack.api import access
from bot.sandbox.slack.api.access import KINDS, MANAGE, READ, TOPIC
from bot.sandbox.slack.api.allowed import must_allow
from bot.sandbox.slack.api.errors import SlackError, invalid_arguments
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.slack.api.paging import page
from bot.sandbox.world import Channel, Json

MOST_IN_NOTE = 250
MOST_IN_DIRECT = 8


@method("conversations.create", "name! is_private:flag team_id", scopes=MANAGE, tier=TIER_2)
def create(call: MethodCall) -> Json:
    kind = KINDS[call.args.flag("is_private")]
    call.caller.need(MANAGE[kind])
    must_allow(call, "private_channels" if call.args.flag("is_private") else "channels", "restricted_action")
    name = _free_name(call)
    room = rooms.create(call.slack, name, kind, call.caller.user)
    return {"channel": _shown(call, room)}


def _free_name(call: MethodCall) -> str:
    """See https://docs.slack.dev/reference/methods/conversations.create#naming."""
    name = call.args.text("name")
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > 80:
        raise SlackError("invalid_name_maxlength")
    if not re.search(r"\w", name):
        raise SlackError("invalid_name_punctuation")
    if not re.fullmatch(r"[\w-]+", name) or name != name.lower():
        raise SlackError("invalid_name_specials")
    if call.slack.world.named(name):
        raise SlackError("name_taken")
    return name


def _shown(call: MethodCall, room: Channel, *, with_count: bool = False) -> Json:
    return shapes.channel(call.slack, room, call.caller.user, with_count=with_count)


@method(
    "conversations.info",
    "channel! include_locale:flag include_num_members:flag",
    scopes=READ,
    tier=TIER_3,
    json_body=False,
)
def info(call: MethodCall) -> Json:
    room = access.channel(call, READ)
    shown = _shown(call, room, with_count=call.args.flag("include_num_members"))
    if room.connected_teams:
        shown["connected_team_ids"] = list(room.connected_teams)
    return {"channel": shown}


LISTING = "types cursor limit:int exclude_archived:flag team_id"


@method("conversations.list", LISTING, scopes=READ, tier=TIER_2, json_body=False)
def list_all(call: MethodCall) -> Json:
    chosen = [room for room in _of_types(call) if access.visible(room, call.caller)]
    shown, metadata = page(chosen, call.args)
    return {"channels": [_listed(call, room) for room in shown], "response_metadata": metadata}


@method(
    "users.conversations", f"{LISTING} user exclude_muted:flag", scopes=READ, tier=TIER_3, json_body=False
)
def of_user(call: MethodCall) -> Json:
    """Of somebody else only what the caller is in too, and public channels."""
    user = call.args.text("user") or call.caller.user
    if user not in call.slack.world.people:
        raise invalid_arguments("must be a valid user [json-pointer:/user]")
    rooms_of = (room for room in _of_types(call) if user in room.members)
    chosen = [room for room in rooms_of if access.visible(room, call.caller)]
    shown, metadata = page(chosen, call.args, most=999)
    listed = [{k: v for k, v in _shown(call, room).items() if k != "is_member"} for room in shown]
    return {"channels": listed, "response_metadata": metadata}


def _of_types(call: MethodCall) -> list[Channel]:
    types = [kind.strip() for kind in (call.args.text("types") or "public_channel").split(",")]
    for kind in types:
        if kind not in KINDS:
            raise SlackError("invalid_types")
        call.caller.need(READ[kind])
    wanted = [room for room in call.slack.world.channels.values() if room.kind in types]
    return [room for room in wanted if not (room.is_archived and call.args.flag("exclude_archived"))]


def _listed(call: MethodCall, room: Channel) -> Json:
    return _shown(call, room, with_count=not room.is_direct)


@method("conversations.rename", "channel! name!", scopes=MANAGE, tier=TIER_2)
def rename(call: MethodCall) -> Json:
    room = access.channel(call, MANAGE)
    access.must_be_room(room)
    access.must_be_member(call, room)
    access.must_be_open(room)
    _must_own(call, room)
    if call.args.text("name") != room.name:
        rooms.rename(call.slack, room, _free_name(call), call.caller.user)
    return {"channel": _shown(call, room)}


def _must_own(call: MethodCall, room: Channel) -> None:
    """Creators and admins rename: https://docs.slack.dev/reference/methods/conversations.rename."""
    if call.caller.user != room.creator and not call.slack.world.people[call.caller.user].is_admin:
        raise SlackError("not_authorized")


@method("conversations.archive", "channel!", scopes=MANAGE, tier=TIER_2)
def archive(call: MethodCall) -> Json:
    room = access.channel(call, MANAGE)
    access.must_be_room(room)
    if room.is_archived:
        raise SlackError("already_archived")
    if room.is_general:
        raise SlackError("cant_archive_general")
    access.must_be_member(call, room)
    must_allow(call, "archiving", "restricted_action")
    rooms.archive(call.slack, room, call.caller.user)
    return {}


@method("conversations.unarchive", "channel!", scopes=MANAGE, tier=TIER_2)
def unarchive(call: MethodCall) -> Json:
    """Archiving removed the bot, so a bot cannot do it: https://github.com/slack-go/slack/issues/1066."""
    room = access.channel(call, MANAGE)
    access.must_be_room(room)
    if not room.is_archived:
        raise SlackError("not_archived")
    if call.caller.kind == "bot":
        access.must_be_member(call, room)
    rooms.unarchive(call.slack, room, call.caller.user)
    return {}


@method("conversations.setTopic", "channel! topic!", scopes=TOPIC, tier=TIER_2)
def set_topic(call: MethodCall) -> Json:
    room, text = _describable(call, "topic")
    if text != room.topic.value:
        rooms.set_topic(call.slack, room, text, call.caller.user)
    return {"channel": _shown(call, room)}


@method("conversations.setPurpose", "channel! purpose!", scopes=TOPIC, tier=TIER_2)
def set_purpose(call: MethodCall) -> Json:
    room, text = _describable(call, "purpose")
    if text != room.purpose.value:
        rooms.set_purpose(call.slack, room, text, call.caller.user)
    return {"channel": _shown(call, room)}


def _describable(call: MethodCall, what: str) -> tuple[Channel, str]:
    room, text = access.channel(call, TOPIC), call.args.text(what)
    access.must_be_member(call, room)
    access.must_be_open(room)
    if len(text) > MOST_IN_NOTE:
        raise SlackError("too_long")
    return room, text


@method(
    "conversations.open",
    "channel users return_im:flag prevent_creation:flag",
    scopes=MANAGE,
    tier=TIER_3,
)
def open_direct(call: MethodCall) -> Json:
    if call.args.given("channel"):
        room = access.channel(call)
        return {"no_op": True, "already_open": True, "channel": _opened(call, room)}
    people = [user.strip() for user in call.args.text("users").split(",") if user.strip()]
    if not people:
        raise SlackError("users_list_not_supplied")
    if len(people) > MOST_IN_DIRECT:
        raise SlackError("too_many_users")
    if any(user not in call.slack.world.people for user in people):
        raise SlackError("user_not_found")
    if any(call.slack.world.people[user].deleted for user in people):
        raise SlackError("user_disabled")
    if not set(people) - {call.caller.user}:
        raise SlackError("not_enough_users")
    call.caller.need(MANAGE["mpim" if len(people) > 1 else "im"])
    found = call.slack.world.direct({call.caller.user, *people})
    already = found is not None and call.caller.user not in found.closed
    room = rooms.open_direct(call.slack, people, call.caller.user)
    room.closed.discard(call.caller.user)
    return {"no_op": already, "already_open": already, "channel": _opened(call, room)}


@method("conversations.close", "channel!", scopes=MANAGE, tier=TIER_2)
def close_direct(call: MethodCall) -> Json:
    """What was said stays, and opening shows it again."""
    room = access.channel(call, MANAGE)
    if not room.is_direct:
        raise SlackError("method_not_supported_for_channel_type")
    already = call.caller.user in room.closed
    room.closed.add(call.caller.user)
    return {"no_op": True, "already_closed": True} if already else {}


def _opened(call: MethodCall, room: Channel) -> Json:
    if not call.args.flag("return_im"):
        return {"id": room.id}
    return {key: value for key, value in _shown(call, room).items() if key != "is_user_deleted"}
