"""chat.scheduleMessage and its like: messages for later.

https://docs.slack.dev/reference/methods/chat.scheduleMessage
"""

import math

from bot.sandbox.clock import seconds
from bot.sandbox.limits import TIER_3
from bot.sandbox.slack import messages, scheduled
from bot.sandbox.slack.api import access
from bot.sandbox.slack.api.errors import SlackError, invalid_arguments
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.slack.api.paging import page
from bot.sandbox.slack.methods import chat
from bot.sandbox.world import Json, Scheduled

MINUTE = 60
FARTHEST = 120 * 24 * 60 * MINUTE
WINDOW = 5 * MINUTE
MOST_ON_PAGE = 1_000
MOST_IN_WINDOW = 30
"""So many messages may be scheduled for one channel within five minutes."""
HOW = "as_user:flag link_names:flag parse reply_broadcast:flag unfurl_links:flag unfurl_media:flag"


@method(
    "chat.scheduleMessage",
    f"channel! post_at!:int text blocks:json attachments:json markdown_text metadata:json thread_ts {HOW}",
    scopes="chat:write",
    tier=TIER_3,
)
def schedule_message(call: MethodCall) -> Json:
    room, post_at = chat.target(call), call.args.number("post_at", 0)
    content = messages.content(call.args.values, charts=call.slack.world.settings.charts)
    messages.must_say_something(content)
    if post_at <= seconds():
        raise SlackError("time_in_past")
    if post_at > seconds() + FARTHEST:
        raise SlackError("time_too_far")
    near = [each for each in _of_channel(call, room.id) if abs(each.post_at - post_at) < WINDOW]
    if len(near) >= MOST_IN_WINDOW:
        raise SlackError("restricted_too_many")
    message = chat.authored(call, {**content, **chat.thread(call, room)})
    del message["ts"]
    kept = scheduled.schedule(call.slack, room, message, post_at)
    shown = {key: value for key, value in message.items() if key != "thread_ts"}
    return {"channel": room.id, "scheduled_message_id": kept.id, "post_at": post_at, "message": shown}


def _of_channel(call: MethodCall, channel: str) -> list[Scheduled]:
    return [each for each in call.slack.world.scheduled.values() if each.channel == channel]


@method(
    "chat.deleteScheduledMessage",
    "channel! scheduled_message_id! as_user:flag",
    scopes="chat:write",
    tier=TIER_3,
)
def delete_scheduled_message(call: MethodCall) -> Json:
    """In its last minute a message is on its way already."""
    room = access.channel(call)
    kept = call.slack.world.scheduled.get(call.args.text("scheduled_message_id"))
    if kept is None or (kept.channel, kept.user) != (room.id, call.caller.user):
        raise SlackError("invalid_scheduled_message_id")
    if kept.post_at - seconds() < MINUTE:
        raise SlackError("invalid_scheduled_message_id")
    del call.slack.world.scheduled[kept.id]
    return {}


LISTING = "channel cursor latest:moment limit:int oldest:moment team_id"


@method("chat.scheduledMessages.list", LISTING, tier=TIER_3)
def list_all(call: MethodCall) -> Json:
    """The caller's own, the next one first."""
    channel = call.args.text("channel")
    if not 0 <= call.args.number("limit", 0) <= MOST_ON_PAGE:
        raise invalid_arguments("must be a limit that pages have [json-pointer:/limit]")
    if channel and channel not in call.slack.world.channels:
        raise SlackError("invalid_channel")
    chosen = [each for each in call.slack.world.scheduled.values() if _is_listed(call, each)]
    coming = [_shown(each) for each in sorted(chosen, key=lambda each: each.post_at)]
    shown, metadata = page(coming, call.args)
    return {"scheduled_messages": shown, "response_metadata": metadata}


def _is_listed(call: MethodCall, kept: Scheduled) -> bool:
    if kept.user != call.caller.user or call.args.text("channel") not in {"", kept.channel}:
        return False
    return call.args.moment("oldest", 0) <= kept.post_at <= call.args.moment("latest", math.inf)


def _shown(kept: Scheduled) -> Json:
    return {
        "id": kept.id,
        "channel_id": kept.channel,
        "post_at": kept.post_at,
        "date_created": kept.created,
        "text": kept.message.get("text", ""),
    }
