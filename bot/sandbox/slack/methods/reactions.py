"""reactions.*: emoji under messages.

https://docs.slack.dev/reference/methods/reactions.add
"""

import re

from bot.sandbox.limits import TIER_2, TIER_3
from bot.sandbox.slack import posts, shapes
from bot.sandbox.slack.api import access
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.world import Channel, Json

MOST_OF_ONE = 23
"""Reactions of one person to one message."""
MOST_EMOJI = 50


@method("reactions.add", "channel! timestamp! name!", scopes="reactions:write", tier=TIER_3)
def add(call: MethodCall) -> Json:
    room, message, name = _reacting(call)
    access.must_be_open(room)
    if posts.reacted(message, name, call.caller.user):
        raise SlackError("already_reacted")
    _must_have_room(message, name, call.caller.user)
    posts.react(call.slack, room, message["ts"], name, call.caller.user)
    return {}


def _must_have_room(message: Json, name: str, user: str) -> None:
    """See https://docs.slack.dev/reference/methods/reactions.add#errors."""
    given: list[Json] = message.get("reactions", [])
    if sum(user in each["users"] for each in given) >= MOST_OF_ONE:
        raise SlackError("too_many_reactions")
    if len(given) >= MOST_EMOJI and all(each["name"] != name for each in given):
        raise SlackError("too_many_emoji")


@method(
    "reactions.remove", "name! channel timestamp file file_comment", scopes="reactions:write", tier=TIER_2
)
def remove(call: MethodCall) -> Json:
    room, message, name = _reacting(call)
    if not posts.reacted(message, name, call.caller.user):
        raise SlackError("no_reaction")
    posts.unreact(call.slack, room, message["ts"], name, call.caller.user)
    return {}


@method(
    "reactions.get",
    "channel timestamp file file_comment full:flag",
    scopes="reactions:read",
    tier=TIER_3,
    json_body=False,
)
def get(call: MethodCall) -> Json:
    room, message = _message(call)
    shown = {**shapes.alone(message), "permalink": call.slack.permalink(room.id, message["ts"])}
    return {"type": "message", "channel": room.id, "message": shown}


def _reacting(call: MethodCall) -> tuple[Channel, Json, str]:
    room, message = _message(call)
    name = call.args.text("name").strip(":")
    if not re.fullmatch(r"[\w+'-]+(::skin-tone-[2-6])?", name):
        raise SlackError("invalid_name")
    return room, message, name


def _message(call: MethodCall) -> tuple[Channel, Json]:
    if not call.args.text("channel") or not call.args.text("timestamp"):
        raise SlackError("no_item_specified")
    room = access.channel(call)
    access.must_be_ts(call.args.text("timestamp"))
    message = room.messages.get(call.args.text("timestamp"))
    if message is None:
        raise SlackError("message_not_found")
    return room, message
