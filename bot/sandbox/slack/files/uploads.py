"""What happens to files, whoever does it: the change and its Slack events.

https://docs.slack.dev/messaging/working-with-files
"""

from bot.sandbox.clock import seconds
from bot.sandbox.ids import fresh
from bot.sandbox.slack import events, posts
from bot.sandbox.slack.files import shapes
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Json
from bot.sandbox.world.files import File, FileKind


def announce(slack: Slack, name: str, size: int, kind: FileKind, by: str, alt_txt: str = "") -> File:
    """A file whose bytes are still to come."""
    file = File(fresh("F"), name, name, by, size, seconds(), kind, alt_txt)
    slack.world.files[file.id] = file
    return file


def complete(slack: Slack, file: File, title: str) -> None:
    """From here on the file is there."""
    file.is_complete, file.title = True, title or file.name
    _tell(slack, file, "file_created")


def share(slack: Slack, files: list[File], room: Channel, by: str, content: Json) -> Json:
    """Post one message with all these files into a conversation."""
    message: Json = {
        "type": "message",
        "subtype": "file_share",
        "text": "",
        **content,
        "files": [],
        "upload": False,
        "user": by,
        "display_as_bot": False,
        "ts": slack.clock.ts(),
    }
    room.messages[message["ts"]] = message
    for file in files:
        file.shares.setdefault(room.id, []).append(message["ts"])
    message["files"] = [shapes.in_message(slack, file) for file in files]
    posts.post(slack, room, message)
    for file in files:
        _tell(slack, file, "file_shared", room)
    return message


def replace(slack: Slack, files: list[File], room: Channel, ts: str) -> list[Json]:
    """These files and no others are what a message shares from now on."""
    for file in slack.world.files.values():
        sent = file.shares.get(room.id, [])
        if file in files and ts not in sent:
            file.shares.setdefault(room.id, []).append(ts)
        elif file not in files and ts in sent:
            sent.remove(ts)
    return [shapes.in_message(slack, file) for file in files]


def delete(slack: Slack, file: File) -> None:
    """The bytes are gone; messages that shared the file keep a tombstone."""
    rooms = shapes.shares(slack, file)
    file.is_deleted, file.content = True, None
    for room, sent in rooms:
        for ts in sent:
            _bury(room.messages[ts], file)
        slack.touch(room)
    about = {"type": "file_deleted", "file_id": file.id, "channel_ids": [room.id for room, _ in rooms]}
    if file.user == slack.bot_user or any(slack.bot_user in room.members for room, _ in rooms):
        events.of_workspace(slack, about, file.user)


def _bury(message: Json, file: File) -> None:
    tombstone = {"id": file.id, "mode": "tombstone"}
    message["files"] = [tombstone if each["id"] == file.id else each for each in message["files"]]


def _tell(slack: Slack, file: File, name: str, room: Channel | None = None) -> None:
    """The app hears of its own files and of those in its conversations."""
    about: Json = {"type": name, "file_id": file.id, "user_id": file.user, "file": {"id": file.id}}
    if room:
        events.of_room(slack, room, {**about, "channel_id": room.id}, file.user)
    elif file.user == slack.bot_user:
        events.of_workspace(slack, about, file.user)


def visible(slack: Slack, file: File, user: str) -> bool:
    """A file is seen by who uploaded it, and by everybody who is where it is shared."""
    if not file.is_complete:
        return False
    rooms = (room for room, _ in shapes.shares(slack, file))
    return file.user == user or any(room.kind == "public_channel" or user in room.members for room in rooms)
