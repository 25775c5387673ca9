"""What one person sees of the conversations: the one on the page whole, of the others a line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.sandbox.control import papers
from bot.sandbox.control.reading import unread
from bot.sandbox.slack import shapes
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Json, Person

NEWEST = 200


@dataclass(frozen=True)
class Look:
    """What a page shows and what it knows already.

    Without a channel every conversation is whole; `at` is a message to show with those around it, `directory`
    the version of the people that the page has, `canvas` the one that is open beside the conversation.
    """

    channel: str | None = None
    thread: str = ""
    at: str = ""
    directory: str = ""
    canvas: str = ""


def conversations(slack: Slack, who: Person, look: Look) -> Json:
    rooms = [room for room in slack.world.channels.values() if room.is_seen_by(who)]
    shown = [(_whole if look.channel in {None, room.id} else _line)(slack, room, who, look) for room in rooms]
    return {
        "channels": [one for room, one in zip(rooms, shown, strict=True) if not room.is_direct],
        "dms": [
            {**one, "with": [member for member in room.members if member != who.id]}
            for room, one in zip(rooms, shown, strict=True)
            if room.is_direct
        ],
    }


def linked(slack: Slack, who: Person, channel: str, ts: str) -> Json | None:
    """A message as another one that links it shows it."""
    room = slack.world.channels.get(channel)
    if room is None or not room.is_seen_by(who) or ts not in room.messages:
        return None
    return shapes.messages(room, [room.messages[ts]])[0]


def _line(slack: Slack, room: Channel, who: Person, _: Look) -> Json:
    """Enough for the sidebar and for finding it."""
    return {
        "id": room.id,
        "name": room.name,
        "is_private": room.kind != "public_channel",
        "is_archived": room.is_archived,
        "is_member": who.id in room.members,
        "newest": next(reversed(room.messages), "0"),
        **unread(slack, room, who),
    }


def _whole(slack: Slack, room: Channel, who: Person, look: Look) -> Json:
    return {
        **_line(slack, room, who, look),
        "topic": room.topic.value,
        "purpose": room.purpose.value,
        "members": list(room.members),
        "pins": [pin.ts for pin in room.pins],
        "canvas": papers.canvas_of(slack, room.id),
        "bookmarks": [{key: each.get(key) for key in ("title", "link", "emoji")} for each in room.bookmarks],
        **_messages(slack, room, who, look),
        "thread": _thread(slack, room, who, look.thread) if look.thread else [],
    }


def _messages(slack: Slack, room: Channel, who: Person, look: Look) -> Json:
    """The newest ones or those around one; who looks at this channel alone gets its threads by themselves."""
    chosen, has_older, has_newer = _window(room, look)
    shown = shapes.messages(room, chosen)
    if not has_newer:
        whispered = _whispered(slack, room, who, lambda _: True)
        shown = sorted([*shown, *whispered], key=_ts)[-NEWEST:] if whispered else shown
    return {"messages": shown, "has_older": has_older, "has_newer": has_newer}


def _window(room: Channel, look: Look) -> tuple[list[Json], bool, bool]:
    """The messages to show, and whether there are older and newer ones."""
    newest = [*islice(_said(room, look), NEWEST + 1)]
    if not look.at or any(message["ts"] == look.at for message in newest[:NEWEST]):
        return newest[:NEWEST][::-1], len(newest) > NEWEST, False
    said = [*_said(room, look)][::-1]
    place = next((number for number, message in enumerate(said) if message["ts"] == look.at), len(said))
    start = max(0, min(place - NEWEST // 2, len(said) - NEWEST))
    return said[start : start + NEWEST], start > 0, start + NEWEST < len(said)


def _said(room: Channel, look: Look) -> Iterator[Json]:
    """From the newest on."""
    newest_first = reversed(room.messages.values())
    return (message for message in newest_first if not look.channel or not _is_reply(message))


def _thread(slack: Slack, room: Channel, who: Person, ts: str) -> list[Json]:
    """Its first message and the replies, with what this person alone sees in it."""
    root = room.messages.get(ts)
    shown = shapes.messages(room, [root, *room.replies(ts)]) if root else []
    return sorted([*shown, *_whispered(slack, room, who, lambda one: one.get("thread_ts") == ts)], key=_ts)


def _whispered(slack: Slack, room: Channel, who: Person, chosen: Callable[[Json], bool]) -> list[Json]:
    mine = [each for each in slack.world.ephemerals if (each.channel, each.user) == (room.id, who.id)]
    return [{**each.message, "is_ephemeral": True} for each in mine if chosen(each.message)]


def _is_reply(message: Json) -> bool:
    if message.get("thread_ts") in {None, message["ts"]}:
        return False
    return message.get("subtype") != "thread_broadcast"


def _ts(message: Json) -> str:
    return str(message["ts"])
