"""What happens to messages, whoever does it: the change and its Slack events."""

import uuid

from bot.sandbox.clock import seconds
from bot.sandbox.slack import events, shapes
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Ephemeral, Json, Pin

UNTOLD_OF_BROADCASTS = frozenset({"team", "parent_user_id", "bot_id", "bot_profile", "app_id"})


UNTOLD_OF_PINS = frozenset({"blocks", "reactions", "client_msg_id"})
SLACKBOT = "USLACKBOT"
TOMBSTONE: Json = {
    "type": "message",
    "subtype": "tombstone",
    "text": "This message was deleted.",
    "user": SLACKBOT,
    "hidden": True,
}


def by_app(slack: Slack, content: Json) -> Json:
    """A message of the app, not in any channel yet."""
    said = {key: value for key, value in content.items() if value is not None}
    return {
        "user": slack.bot_user,
        "type": "message",
        "ts": slack.clock.ts(),
        "bot_id": slack.bot_id,
        "app_id": slack.app_id,
        "text": "",
        "team": slack.world.team_id,
        "bot_profile": shapes.bot_profile(slack),
        **said,
    }


def by_person(slack: Slack, user: str, content: Json) -> Json:
    return {
        "client_msg_id": str(uuid.uuid4()),
        "type": "message",
        "user": user,
        "ts": slack.clock.ts(),
        "team": slack.world.team_id,
        **content,
    }


def by_slackbot(slack: Slack, text: str) -> Json:
    """What Slack itself says to somebody."""
    said = {"type": "message", "subtype": "bot_message", "user": SLACKBOT, "username": "Slackbot"}
    return {**said, "ts": slack.clock.ts(), "text": text}


def post(slack: Slack, room: Channel, message: Json) -> Json:
    """Put a message into a conversation; a reply also names whose thread it is in."""
    parent = room.messages.get(message.get("thread_ts", ""))
    if parent:
        message["parent_user_id"] = parent["user"]
    room.messages[message["ts"]] = message
    slack.touch(room)
    told = _broadcast(room, message, parent) if message.get("subtype") == "thread_broadcast" else message
    events.of_message(slack, room, told, message["user"])
    return message


def _broadcast(room: Channel, message: Json, parent: Json | None) -> Json:
    """The event of a reply sent to the channel as well: with the thread's root, without who wrote it.

    https://docs.slack.dev/reference/events/message/thread_broadcast
    """
    kept = {key: value for key, value in message.items() if key not in UNTOLD_OF_BROADCASTS}
    return {**kept, "root": shapes.message(room, parent)} if parent else kept


def system(slack: Slack, room: Channel, user: str, subtype: str, words: str, **more: object) -> None:
    """A line that Slack itself writes about what somebody did."""
    text = f"<@{user}> {words}"
    line = {"type": "message", "subtype": subtype, "ts": slack.clock.ts(), "user": user, "text": text, **more}
    post(slack, room, line)


def ephemeral(slack: Slack, room: Channel, user: str, message: Json) -> None:
    """Show a message to one person alone; there is no event for it."""
    slack.world.ephemerals.append(Ephemeral(room.id, user, message, shown=message["ts"]))
    slack.changes.touch([user])


def change(slack: Slack, room: Channel, ts: str, content: Json, by: str, *, edited: bool) -> Json:
    """Replace what the message says; parts given as None are removed."""
    before = room.messages[ts]
    after = {key: value for key, value in {**before, **content}.items() if value is not None}
    if edited:
        after["edited"] = {"user": by, "ts": f"{seconds()}.000000"}
    room.messages[ts] = after
    slack.touch(room)
    _tell_change(slack, room, after, before, by)
    return after


def _tell_change(slack: Slack, room: Channel, after: Json, before: Json, by: str) -> None:
    about = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": slack.clock.ts()}
    said = {"message": _without_reactions(after), "previous_message": _without_reactions(before)}
    events.of_message(slack, room, {**about, **said}, by)


def _without_reactions(message: Json) -> Json:
    return {key: value for key, value in message.items() if key != "reactions"}


def delete(slack: Slack, room: Channel, ts: str, by: str) -> None:
    """Take a message away; of one with replies a stone stays, under which they are."""
    before = room.messages[ts]
    room.pins = [pin for pin in room.pins if pin.ts != ts]
    slack.touch(room)
    if room.replies(ts):
        room.messages[ts] = {**TOMBSTONE, "ts": ts, "thread_ts": ts}
        _tell_change(slack, room, room.messages[ts], before, by)
        return
    del room.messages[ts]
    about = {"type": "message", "subtype": "message_deleted", "hidden": True, "deleted_ts": ts}
    gone = {"ts": slack.clock.ts(), "previous_message": _without_reactions(before)}
    events.of_message(slack, room, {**about, **gone}, by)


def pin(slack: Slack, room: Channel, ts: str, by: str) -> None:
    room.pins.append(Pin(ts, by, seconds()))
    _tell_pin(slack, room, ts, by, {"type": "pin_added"})


def unpin(slack: Slack, room: Channel, ts: str, by: str) -> None:
    room.pins = [each for each in room.pins if each.ts != ts]
    _tell_pin(slack, room, ts, by, {"type": "pin_removed", "has_pins": bool(room.pins)})


def _tell_pin(slack: Slack, room: Channel, ts: str, by: str, about: Json) -> None:
    message = room.messages[ts]
    said = {key: value for key, value in shapes.alone(message).items() if key not in UNTOLD_OF_PINS}
    shown = {**said, "permalink": slack.permalink(room.id, ts)}
    item = {"type": "message", "created": seconds(), "created_by": by, "channel": room.id, "message": shown}
    more = {"item": item, "item_user": message["user"], "pin_count": len(room.pins)}
    events.of_room(slack, room, {**about, "user": by, "channel_id": room.id, **more}, by)
    slack.touch(room)


def react(slack: Slack, room: Channel, ts: str, name: str, by: str) -> None:
    reactions = room.messages[ts].setdefault("reactions", [])
    found = next((each for each in reactions if each["name"] == name), None)
    if found is None:
        found = {"name": name, "users": [], "count": 0}
        reactions.append(found)
    found["users"].append(by)
    found["count"] = len(found["users"])
    _tell_reaction(slack, room, ts, "reaction_added", name, by)


def unreact(slack: Slack, room: Channel, ts: str, name: str, by: str) -> None:
    message = room.messages[ts]
    for each in message["reactions"]:
        if each["name"] == name:
            each["users"].remove(by)
            each["count"] = len(each["users"])
    message["reactions"] = [each for each in message["reactions"] if each["users"]]
    if not message["reactions"]:
        del message["reactions"]
    _tell_reaction(slack, room, ts, "reaction_removed", name, by)


def reacted(message: Json, name: str, by: str) -> bool:
    return any(each["name"] == name and by in each["users"] for each in message.get("reactions", ()))


def _tell_reaction(slack: Slack, room: Channel, ts: str, kind: str, name: str, by: str) -> None:
    item = {"type": "message", "channel": room.id, "ts": ts}
    about = {"type": kind, "user": by, "reaction": name, "item": item, "item_user": room.messages[ts]["user"]}
    events.of_room(slack, room, about, by)
    slack.touch(room)
