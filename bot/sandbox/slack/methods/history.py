"""conversations.history, replies and mark: what was said.

https://docs.slack.dev/reference/methods/conversations.history
"""

import re

from bot.sandbox.limits import TIER_3
from bot.sandbox.slack import shapes
from bot.sandbox.slack.api import access
from bot.sandbox.slack.api.access import HISTORY, MANAGE
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.slack.api.paging import against_schema, page
from bot.sandbox.world import Channel, Json

SPAN = "channel! cursor limit:int oldest latest inclusive:flag include_all_metadata:flag"
TS = re.compile(r"\d{1,10}(\.\d{1,6})?", re.ASCII)


@method("conversations.history", SPAN, scopes=HISTORY, tier=TIER_3)
def history(call: MethodCall) -> Json:
    """The newest messages first; replies are in their thread, unless sent to the channel too."""
    room = _readable(call)
    chosen = [
        message for message in room.messages.values() if _in_channel(message) and _in_span(call, message)
    ]
    shown, metadata = page(chosen[::-1], call.args, most=999, refusal=against_schema)
    more = bool(metadata["next_cursor"])
    about = {
        "has_more": more,
        "pin_count": len(room.pins),
        "channel_actions_ts": None,
        "channel_actions_count": 0,
    }
    return {"messages": _shown(call, room, shown), **about, "response_metadata": metadata}


@method("conversations.replies", f"ts! {SPAN}", scopes=HISTORY, tier=TIER_3, json_body=False)
def replies(call: MethodCall) -> Json:
    """A thread, its first message first."""
    room = _readable(call)
    ts = call.args.text("ts")
    parent = room.messages.get(ts)
    if parent is None:
        raise SlackError("thread_not_found")
    root = parent.get("thread_ts", ts)
    answers = [reply for reply in room.replies(root) if _in_span(call, reply)]
    shown, metadata = page([room.messages[root], *answers], call.args, refusal=against_schema)
    more = bool(metadata["next_cursor"])
    return {"messages": _shown(call, room, shown), "has_more": more, "response_metadata": metadata}


def _readable(call: MethodCall) -> Channel:
    room = access.channel(call, HISTORY)
    access.must_be_member(call, room)
    if not TS.fullmatch(call.args.text("oldest") or "0"):
        raise SlackError("invalid_ts_oldest")
    if not TS.fullmatch(call.args.text("latest") or "0"):
        raise SlackError("invalid_ts_latest")
    return room


def _in_channel(message: Json) -> bool:
    return bool(
        message.get("thread_ts", message["ts"]) == message["ts"]
        or message.get("subtype") == "thread_broadcast"
    )


def _in_span(call: MethodCall, message: Json) -> bool:
    ts, inclusive = float(message["ts"]), call.args.flag("inclusive")
    oldest, latest = call.args.text("oldest"), call.args.text("latest")
    if inclusive and message["ts"] in {oldest, latest}:
        return True
    return (not oldest or ts > float(oldest)) and (not latest or ts < float(latest))


def _shown(call: MethodCall, room: Channel, chosen: list[Json]) -> list[Json]:
    """Metadata needs asking for it and the scope: https://docs.slack.dev/reference/scopes/metadata.message.read."""
    asked = call.args.flag("include_all_metadata") and "metadata.message:read" in call.caller.scopes
    return shapes.messages(room, chosen, with_metadata=asked)


@method("conversations.mark", "channel! ts!", scopes=MANAGE, tier=TIER_3)
def mark(call: MethodCall) -> Json:
    room, ts = access.channel(call, MANAGE), call.args.text("ts")
    access.must_be_member(call, room)
    if not TS.fullmatch(ts):
        raise SlackError("invalid_timestamp")
    room.last_read[call.caller.user] = ts
    return {}
