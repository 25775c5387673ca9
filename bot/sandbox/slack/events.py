"""Slack events: sent where the manifest subscribes to them, its scopes allow them and the bot would get them.

What happens is done and told by posts.py, rooms.py, directory/people.py and directory/usergroups.py.

https://docs.slack.dev/reference/events
"""

import asyncio
import time

from bot.sandbox.ids import fresh
from bot.sandbox.slack.socket.envelope import Ack, Envelope, ForcedError, UnackedError
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Json, Kind

# The scopes of which an event needs one.
_CHANNEL = "created rename archive unarchive deleted left"
_GROUP = "rename archive unarchive deleted left"
SCOPES: dict[str, tuple[str, ...]] = {
    **{f"channel_{change}": ("channels:read",) for change in _CHANNEL.split()},
    **{f"group_{change}": ("groups:read",) for change in _GROUP.split()},
    **dict.fromkeys(("channel_shared", "channel_unshared"), ("channels:read", "groups:read")),
    **dict.fromkeys(("member_joined_channel", "member_left_channel"), ("channels:read", "groups:read")),
    **dict.fromkeys(("reaction_added", "reaction_removed"), ("reactions:read",)),
    **dict.fromkeys(("pin_added", "pin_removed"), ("pins:read",)),
    **dict.fromkeys(("team_join", "user_change", "user_profile_changed"), ("users:read",)),
    **dict.fromkeys(("subteam_created", "subteam_updated", "subteam_members_changed"), ("usergroups:read",)),
    **dict.fromkeys(("file_shared", "file_created", "file_change", "file_deleted"), ("files:read",)),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "app_mention": ("app_mentions:read",),
}
MESSAGE_EVENTS: dict[Kind, tuple[str, str]] = {
    "public_channel": ("message.channels", "channel"),
    "private_channel": ("message.groups", "group"),
    "im": ("message.im", "im"),
    "mpim": ("message.mpim", "mpim"),
}
PAUSES = (0, 0, 60, 300)
"""Seconds before each attempt: an event is sent again at once, after one minute and after five.

https://docs.slack.dev/apis/events-api#retries
"""

First = "asyncio.Future[Ack | None]"
"""Resolved after the first attempt: its ack, or None."""


def of_workspace(slack: Slack, event: Json, user: str) -> "asyncio.Future[Ack | None] | None":
    """An event that concerns the whole workspace or the app itself."""
    return _emit(slack, event["type"], event, user)


def of_room(slack: Slack, room: Channel, event: Json, user: str) -> None:
    """An event in a conversation: the bot gets it as a member."""
    if slack.bot_user in room.members:
        _emit(slack, event["type"], event, user)


def of_rooms(slack: Slack, room: Channel, public: Json, private_type: str, user: str) -> None:
    """An event about a channel: everybody hears of public ones, members of private ones."""
    if room.kind == "public_channel":
        of_workspace(slack, public, user)
    elif room.kind == "private_channel":
        of_room(slack, room, {**public, "type": private_type}, user)


def of_message(slack: Slack, room: Channel, message: Json, user: str) -> None:
    """A message, or a change of one, in a conversation that the bot is in."""
    if slack.bot_user not in room.members:
        return
    name, channel_type = MESSAGE_EVENTS[room.kind]
    event = {**message, "channel": room.id, "channel_type": channel_type}
    event.setdefault("event_ts", event["ts"])
    _emit(slack, name, event, user)
    mentioned = f"<@{slack.bot_user}>" in str(message.get("text", ""))
    if mentioned and "subtype" not in message and message.get("user") != slack.bot_user and room.kind != "im":
        shown = {key: value for key, value in event.items() if key != "channel_type"}
        _emit(slack, "app_mention", {**shown, "type": "app_mention"}, user)


def _emit(slack: Slack, name: str, event: Json, user: str) -> "asyncio.Future[Ack | None] | None":
    if name not in slack.app.events:
        return None
    if name in SCOPES and slack.app.bot_scopes.isdisjoint(SCOPES[name]):
        return None
    first: asyncio.Future[Ack | None] = asyncio.get_running_loop().create_future()
    envelope = Envelope("events_api", _callback(slack, event), user)
    slack.spawn(_deliver(slack, envelope, first))
    return first


def _callback(slack: Slack, event: Json) -> Json:
    authorization = {
        "enterprise_id": None,
        "team_id": slack.world.team_id,
        "user_id": slack.bot_user,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "verification-token",
        "team_id": slack.world.team_id,
        "context_team_id": slack.world.team_id,
        "context_enterprise_id": None,
        "api_app_id": slack.app_id,
        "event": {"event_ts": slack.clock.ts(), **event},
        "type": "event_callback",
        "event_id": fresh("Ev"),
        "event_time": int(time.time()),
        "authorizations": [authorization],
        "is_ext_shared_channel": _is_shared(slack, event),
        "event_context": f"4-{fresh('E').lower()}",
    }


def _is_shared(slack: Slack, event: Json) -> bool:
    item = event.get("item")
    named = event.get("channel") or event.get("channel_id") or (item.get("channel") if item else "")
    room = slack.world.channels.get(named) if isinstance(named, str) else None
    return room is not None and bool(room.connected_teams)


async def _deliver(slack: Slack, envelope: Envelope, first: "asyncio.Future[Ack | None]") -> None:
    """Send an event until it is acked; while the app is away, wait for it."""
    for attempt, pause in enumerate(PAUSES):
        await asyncio.sleep(pause / slack.limits.speed)
        await slack.sockets.any_open()
        ack = await _attempt(slack, envelope, attempt)
        if not first.done():
            first.set_result(ack)
        if ack:
            return


async def _attempt(slack: Slack, envelope: Envelope, attempt: int) -> Ack | None:
    numbered = Envelope("events_api", envelope.payload, envelope.user, retry_attempt=attempt)
    try:
        return await slack.sockets.deliver(numbered)
    except (UnackedError, ForcedError):
        return None
