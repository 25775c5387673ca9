"""conversations.*: who is in a channel.

https://docs.slack.dev/reference/methods/conversations.invite
"""

from bot.sandbox.limits import TIER_3, TIER_4
from bot.sandbox.slack import rooms, shapes
from bot.sandbox.slack.api import access
from bot.sandbox.slack.api.access import INVITE, MANAGE, READ
from bot.sandbox.slack.api.allowed import must_allow
from bot.sandbox.slack.api.errors import SlackError, invalid_arguments
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.slack.api.paging import page
from bot.sandbox.world import Channel, Json, Person

MOST_AT_ONCE = 100


@method("conversations.invite", "channel! users! force:flag", scopes=INVITE, tier=TIER_3)
def invite(call: MethodCall) -> Json:
    """Without `force` one wrong user stops all; with it the right ones are invited and the others listed."""
    room = access.channel(call, INVITE)
    access.must_be_room(room)
    access.must_be_open(room)
    access.must_be_member(call, room)
    must_allow(call, "invites", "cant_invite")
    users = list(dict.fromkeys(user.strip() for user in call.args.text("users").split(",") if user.strip()))
    if not users:
        raise SlackError("no_user")
    if len(users) > MOST_AT_ONCE:
        raise invalid_arguments(f"must have at most {MOST_AT_ONCE} users [json-pointer:/users]")
    refused = {user: error for user in users if (error := _refusal(call, room, user))}
    invited = [user for user in users if user not in refused]
    if refused and not (call.args.flag("force") and invited):
        raise SlackError(next(iter(refused.values())), errors=_errors(refused))
    for user in invited:
        rooms.join(call.slack, room, user, inviter=call.caller.user)
    shown = shapes.channel(call.slack, room, call.caller.user)
    return {"channel": shown, **({"errors": _errors(refused)} if refused else {})}


def _refusal(call: MethodCall, room: Channel, user: str) -> str | None:
    person = call.slack.world.people.get(user)
    if person is None or person.deleted:
        return "user_not_found"
    if user == call.caller.user:
        return "cant_invite_self"
    if user in room.members:
        return "already_in_channel"
    return _unfit(call, room, person)


def _unfit(call: MethodCall, room: Channel, person: Person) -> str | None:
    """Strangers come with a shared channel only, single-channel guests have one channel.

    https://docs.slack.dev/reference/methods/conversations.invite#errors
    """
    if person.is_foreign and person.team not in room.connected_teams:
        return "cant_invite"
    elsewhere = any(
        person.id in each.members and not each.is_direct for each in call.slack.world.channels.values()
    )
    return "ura_max_channels" if person.is_ultra_restricted and elsewhere else None


def _errors(refused: dict[str, str]) -> list[Json]:
    return [{"ok": False, "error": error, "user": user} for user, error in refused.items()]


@method("conversations.join", "channel!", scopes="channels:join", tier=TIER_3)
def join(call: MethodCall) -> Json:
    room = access.channel(call)
    access.must_be_open(room)
    if room.kind != "public_channel":
        raise SlackError("method_not_supported_for_channel_type")
    already = call.caller.user in room.members
    if not already:
        rooms.join(call.slack, room, call.caller.user)
    warning = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    return {"channel": shapes.channel(call.slack, room, call.caller.user), **(warning if already else {})}


@method("conversations.leave", "channel!", scopes=MANAGE, tier=TIER_3)
def leave(call: MethodCall) -> Json:
    room = access.channel(call, MANAGE)
    access.must_be_room(room)
    access.must_be_open(room)
    if room.is_general:
        raise SlackError("cant_leave_general")
    if call.caller.user not in room.members:
        return {"not_in_channel": True}
    if room.kind == "private_channel" and len(room.members) == 1:
        raise SlackError("last_member")
    rooms.leave(call.slack, room, call.caller.user)
    return {}


@method("conversations.kick", "channel! user!", scopes=MANAGE, tier=TIER_3)
def kick(call: MethodCall) -> Json:
    room, user = access.channel(call, MANAGE), call.args.text("user")
    access.must_be_room(room)
    access.must_be_member(call, room)
    if room.is_general:
        raise SlackError("cant_kick_from_general")
    if user == call.caller.user:
        raise SlackError("cant_kick_self")
    if user not in call.slack.world.people:
        raise SlackError("user_not_found")
    if user not in room.members:
        raise SlackError("not_in_channel")
    rooms.leave(call.slack, room, user, by=call.caller.user)
    return {"errors": {}}


@method("conversations.members", "channel! cursor limit:int", scopes=READ, tier=TIER_4, json_body=False)
def members(call: MethodCall) -> Json:
    room = access.channel(call, READ)
    shown, metadata = page(room.members, call.args)
    return {"members": shown, "response_metadata": metadata}
