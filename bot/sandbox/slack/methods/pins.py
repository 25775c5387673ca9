"""pins.*: what a channel keeps in view.

https://docs.slack.dev/reference/methods/pins.add
"""

from bot.sandbox.limits import TIER_2
from bot.sandbox.slack import posts, shapes
from bot.sandbox.slack.api import access
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.world import Channel, Json

MOST_PINS = 100


@method("pins.add", "channel! timestamp", scopes="pins:write", tier=TIER_2)
def add(call: MethodCall) -> Json:
    room, ts = _message(call)
    access.must_be_member(call, room)
    if any(pin.ts == ts for pin in room.pins):
        raise SlackError("already_pinned")
    if len(room.pins) >= MOST_PINS:
        raise SlackError("too_many_pins")
    posts.pin(call.slack, room, ts, call.caller.user)
    return {}


@method("pins.remove", "channel! timestamp", scopes="pins:write", tier=TIER_2)
def remove(call: MethodCall) -> Json:
    room, ts = _message(call)
    access.must_be_member(call, room)
    if not any(pin.ts == ts for pin in room.pins):
        raise SlackError("no_pin")
    posts.unpin(call.slack, room, ts, call.caller.user)
    return {}


def _message(call: MethodCall) -> tuple[Channel, str]:
    room, ts = access.channel(call), call.args.text("timestamp")
    if not ts:
        raise SlackError("no_item_specified")
    access.must_be_ts(ts)
    if ts not in room.messages:
        raise SlackError("message_not_found")
    return room, ts


@method("pins.list", "channel!", scopes="pins:read", tier=TIER_2, json_body=False)
def list_all(call: MethodCall) -> Json:
    room = access.channel(call)
    access.must_be_member(call, room)
    return {"items": [_item(call, room, pin.ts, pin.by, pin.created) for pin in reversed(room.pins)]}


def _item(call: MethodCall, room: Channel, ts: str, by: str, created: int) -> Json:
    link = call.slack.permalink(room.id, ts)
    message = {**shapes.message(room, room.messages[ts]), "pinned_to": [room.id], "permalink": link}
    return {"type": "message", "channel": room.id, "created": created, "created_by": by, "message": message}
