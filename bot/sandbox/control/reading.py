"""What people have not read yet, and where they have read up to."""

from collections.abc import Iterator

from bot.sandbox.act import names
from bot.sandbox.errors import Refusal
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Json, Person

MOST = 100
"""Unread messages that are counted; the page says so many and more."""
TO_ALL = ("<!here", "<!channel", "<!everyone")


def mark(slack: Slack, body: Json) -> Json:
    """POST /sandbox/read: a person has looked at a conversation up to a message, which is news to nobody."""
    who = names.person(slack, body.get("user", ""))
    room = slack.world.channels.get(str(body.get("channel")))
    if room is None or not room.is_seen_by(who):
        raise Refusal(f"There is no channel {body.get('channel')!r} that {who.name} can see.")
    room.last_read[who.id] = max(str(body.get("ts", "")), room.last_read.get(who.id, ""))
    return {"ok": True}


def unread(slack: Slack, room: Channel, who: Person) -> Json:
    """How many messages there are that this person has not seen, and how many of them call."""
    if who.id not in room.members:
        return {"unread": 0, "mentions": 0}
    called = [_calls(slack, room, message, who) for message in _unseen(slack, room, who)]
    return {"unread": len(called), "mentions": sum(called)}


def of_everybody(slack: Slack) -> Json:
    """GET /sandbox/unread: for whom something waits, by id."""
    found: Json = {}
    for room in slack.world.channels.values():
        if next(reversed(room.messages), "") <= _first(slack):
            continue
        for who in (slack.world.people[member] for member in room.members):
            counts = unread(slack, room, who)
            if counts["unread"] and not who.is_bot:
                known = found.setdefault(who.id, {"unread": 0, "mentions": 0})
                found[who.id] = {key: known[key] + count for key, count in counts.items()}
    return {"ok": True, "people": found}


def _first(slack: Slack) -> str:
    """What the workspace began with is old news."""
    return f"{slack.world.grown}.000000"


def _unseen(slack: Slack, room: Channel, who: Person) -> Iterator[Json]:
    """The newest messages beyond the mark: no replies, no lines of Slack's own, nothing said by oneself."""
    seen = room.last_read.get(who.id) or _first(slack)
    found = 0
    for ts in reversed(room.messages):
        if ts <= seen or found == MOST:
            return
        message = room.messages[ts]
        if _counts(message) and message.get("user") != who.id:
            found += 1
            yield message


def _counts(message: Json) -> bool:
    is_reply = message.get("thread_ts", message["ts"]) != message["ts"]
    return not is_reply and not str(message.get("subtype", "")).startswith(("channel_", "group_"))


def _calls(slack: Slack, room: Channel, message: Json, who: Person) -> bool:
    if room.is_direct:
        return True
    said = f"{message.get('text', '')}{message.get('blocks') or ''}"
    groups = (group.id for group in slack.world.usergroups.values() if who.id in group.users)
    return any(
        sign in said for sign in (f"<@{who.id}>", *TO_ALL, *(f"<!subteam^{group}" for group in groups))
    )
