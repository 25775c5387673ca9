"""How files and canvases look on the wire.

https://docs.slack.dev/reference/objects/file-object
"""

import re
from collections.abc import Callable
from html import escape

from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Json
from bot.sandbox.world.files import Canvas, File

PREVIEWED_LINES = 5
PREVIEWED_CHARACTERS = 1_000
MOST_IN_URL = 100


def in_message(slack: Slack, file: File) -> Json:
    """A file as the messages that share it show it."""
    if file.is_deleted:
        return {"id": file.id, "mode": "tombstone"}
    name = _in_url(file.name)
    private = f"{slack.url}/files/{slack.world.team_id}-{file.id}"
    link = f"{slack.url}/files/{file.user}/{file.id}/{name}"
    shown: Json = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.kind.mimetype,
        "filetype": file.kind.filetype,
        "pretty_type": file.kind.pretty_type,
        "user": file.user,
        "user_team": slack.world.team_id,
        "editable": file.kind.is_text,
        "size": file.size,
        "mode": "snippet" if file.kind.is_text else "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": bool(_shared_in(slack, file, _is_public)),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{private}/{name}",
        "url_private_download": f"{private}/download/{name}",
        "permalink": link,
        "permalink_public": f"{slack.url}/public/{slack.world.team_id}-{file.id}",
        **(_preview(file, link) if file.kind.is_text else {}),
        "has_rich_preview": False,
        "file_access": "visible",
    }
    return shown | ({"alt_txt": file.alt_txt} if file.alt_txt else {})


def _in_url(name: str) -> str:
    """Addresses hold a plainer form of the name."""
    return re.sub(r"[^a-z0-9._-]+", "_", name.lower())[:MOST_IN_URL].strip(".") or "file"


def file(slack: Slack, shown: File) -> Json:
    """A file as files.* show it: also where it is shared."""
    return {
        **in_message(slack, shown),
        "comments_count": 0,
        "is_starred": False,
        "shares": _shares(slack, shown),
        "channels": _shared_in(slack, shown, _is_public),
        "groups": _shared_in(slack, shown, _is_private),
        "ims": _shared_in(slack, shown, _is_im),
        "has_more_shares": False,
    }


def _preview(file: File, link: str) -> Json:
    text = (file.content or b"").decode("utf-8", "replace")
    lines = text.splitlines()
    shown = "\n".join(lines[:PREVIEWED_LINES])[:PREVIEWED_CHARACTERS]
    return {
        "edit_link": f"{link}/edit",
        "preview": shown,
        "preview_highlight": f'<div class="CodeMirror cm-s-default"><pre>{escape(shown)}</pre></div>',
        "lines": len(lines),
        "lines_more": max(0, len(lines) - PREVIEWED_LINES),
        "preview_is_truncated": len(shown) < len(text),
    }


def _is_public(room: Channel) -> bool:
    return room.kind == "public_channel"


def _is_private(room: Channel) -> bool:
    return room.kind in {"private_channel", "mpim"}


def _is_im(room: Channel) -> bool:
    return room.kind == "im"


def _shared_in(slack: Slack, file: File, wanted: Callable[[Channel], bool]) -> list[str]:
    return [room.id for room, _ in shares(slack, file) if wanted(room)]


def shares(slack: Slack, file: File) -> list[tuple[Channel, list[str]]]:
    """Where it is shared, and by which messages that still stand."""
    rooms = ((slack.world.channels.get(channel), sent) for channel, sent in file.shares.items())
    standing = ((room, [ts for ts in sent if ts in room.messages]) for room, sent in rooms if room)
    return [(room, sent) for room, sent in standing if sent]


def _shares(slack: Slack, file: File) -> Json:
    shown: Json = {}
    for room, sent in shares(slack, file):
        family = shown.setdefault("public" if _is_public(room) else "private", {})
        family[room.id] = [_share(slack, room, ts) for ts in sent]
    return shown


def _share(slack: Slack, room: Channel, ts: str) -> Json:
    message, replies = room.messages[ts], room.replies(ts)
    shown: Json = {
        "reply_users": list(dict.fromkeys(reply["user"] for reply in replies)),
        "reply_users_count": len({reply["user"] for reply in replies}),
        "reply_count": len(replies),
        "ts": ts,
        "channel_name": room.name,
        "team_id": slack.world.team_id,
        "share_user_id": message["user"],
        "source": "UNKNOWN",
    }
    return shown | ({"thread_ts": message["thread_ts"]} if "thread_ts" in message else {})


def _writers(canvas: Canvas) -> Json:
    return {"last_editor": canvas.edited_by, "editors": canvas.editors}


def rooms_of(slack: Slack, canvas: Canvas) -> list[Channel]:
    """The conversations that it was opened to."""
    rooms = (slack.world.channels.get(entity) for entity in canvas.access)
    return [room for room in rooms if room]


def canvas(slack: Slack, shown: Canvas, markdown: str) -> Json:
    """A canvas as files.info shows it: it is a file of type quip."""
    rooms = rooms_of(slack, shown)
    private = f"{slack.url}/docs/{slack.world.team_id}/{shown.id}"
    return {
        "id": shown.id,
        "created": shown.created,
        "timestamp": shown.created,
        "updated": shown.updated,
        "name": shown.title.replace(" ", "_"),
        "title": shown.title,
        "mimetype": "application/vnd.slack-docs",
        "filetype": "quip",
        "pretty_type": "Canvas",
        "user": shown.owner,
        "user_team": slack.world.team_id,
        "editable": True,
        "size": len(markdown.encode()),
        "mode": "quip",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": private,
        "url_private_download": private,
        "permalink": private,
        "edit_timestamp": shown.updated,
        **(_writers(shown) if slack.world.settings.editors else {}),
        "is_channel_space": shown.channel is not None,
        **({"linked_channel_id": shown.channel} if shown.channel else {}),
        "channels": [room.id for room in rooms if _is_public(room)],
        "groups": [room.id for room in rooms if _is_private(room)],
        "ims": [],
        "has_rich_preview": False,
        "file_access": "visible",
        "access": "file_access_rw",
    }
