"""What a message in Slack says, in plain words that can stand on a timeline."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.views.declare.origin import people_in, plain

Message = Mapping[str, Any]
"""https://docs.slack.dev/reference/events/message."""

MOST = 3000


def author(message: Message) -> str:
    """Give the Slack id of the person, or the name of the app."""
    profile = message.get("bot_profile") or {}
    app = profile.get("name") or message.get("username")
    if message.get("bot_id") and app:
        return str(app)
    return str(message.get("user") or app or "an app")


def mentioned(message: Message) -> set[str]:
    """Give the ids of the people whose names are needed to say it in plain words."""
    writer = str(message.get("user") or "")
    return people_in(text(message)) | ({writer} if writer and not message.get("bot_id") else set())


def words(message: Message, names: Mapping[str, str]) -> str:
    """Say it; what only shows files says what it shows. names: of the people mentioned, by their ids."""
    said = plain(text(message), names)[:MOST]
    files = _files(message.get("files") or (), _writer(message, names))
    if said and files:
        return f"{said}\n({files})"
    return said or files or "a message without words"


def text(message: Message) -> str:
    """Apps often say nothing in the text, and everything in what hangs on it."""
    said = str(message.get("text") or "")
    if said.strip():
        return said
    hanging = [*(message.get("blocks") or ()), *(message.get("attachments") or ())]
    return "\n".join(filter(str.strip, _texts(hanging)))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _texts(one)
    elif isinstance(node, dict):
        for name in ("pretext", "title", "text", "fallback", "fields", "elements"):
            value = node.get(name)
            if isinstance(value, str):
                yield value
                if name == "text":
                    return
            else:
                yield from _texts(value)


def _files(files: Any, writer: str) -> str:
    kinds = [str(one.get("mimetype") or "").partition("/")[0] for one in files]
    names = [str(one.get("title") or one.get("name") or "") for one in files]
    if not kinds:
        return ""
    if len(kinds) > 1:
        return f"{len(kinds)} files by {writer}: {', '.join(filter(None, names))}"
    called = {"image": "a picture", "video": "a video", "audio": "a recording"}.get(kinds[0], "a file")
    return f"{called} by {writer}" + (f": {names[0]}" if names[0] else "")


def _writer(message: Message, names: Mapping[str, str]) -> str:
    writer = author(message)
    return f"@{names[writer]}" if writer in names else writer
