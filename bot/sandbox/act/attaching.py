"""Files that people share, and canvases that they edit by hand."""

import base64
import binascii

from bot.sandbox.act.actor import Act
from bot.sandbox.errors import Refusal
from bot.sandbox.slack.files import canvases, kinds, shapes, uploads
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json, Person
from bot.sandbox.world.files import Canvas, File

MOST_AT_ONCE = 10
ENCODED = ";base64,"


def files(act: Act) -> list[File]:
    """What the act brings as `files`: [{"name", "content"}], the content a text or a data: URL in base64."""
    sent = act.body.get("files") or []
    if not isinstance(sent, list) or not all(isinstance(each, dict) for each in sent):
        raise Refusal('"files" must be a list of {"name": ..., "content": ...}.')
    if len(sent) > MOST_AT_ONCE:
        raise Refusal(f"People share at most {MOST_AT_ONCE} files at once.")
    if sent and not act.slack.world.settings.files:
        raise Refusal("Uploading files has been switched off in this workspace.")
    return [
        _file(act.slack, act.person, name, content) for name, content in [_checked(each) for each in sent]
    ]


def _checked(sent: Json) -> tuple[str, bytes]:
    name, content = sent.get("name"), sent.get("content")
    if not isinstance(name, str) or not name.strip() or not isinstance(content, str):
        raise Refusal('Each of "files" needs "name" and "content", two texts.')
    return name.replace("/", "_"), _bytes(name, content)


def _bytes(name: str, content: str) -> bytes:
    head, encoded, data = content.partition(ENCODED)
    if not (encoded and head.startswith("data:")):
        return content.encode()
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error:
        raise Refusal(f"The content of {name!r} is not base64.") from None


def _file(slack: Slack, person: Person, name: str, content: bytes) -> File:
    file = uploads.announce(slack, name, len(content), kinds.of_name(name), person.id)
    file.content = content
    uploads.complete(slack, file, name)
    return file


def chosen(slack: Slack, person: Person, sent: object) -> File:
    """A file for a file_input: one uploaded before, by its id, or one that comes along."""
    if isinstance(sent, dict) and "content" in sent:
        return _file(slack, person, *_checked(sent))
    file = slack.world.files.get(str(sent.get("id") if isinstance(sent, dict) else sent))
    if file is None or not file.is_complete or file.user != person.id:
        raise Refusal(f"There is no file {sent!r} that {person.name} has uploaded.")
    return file


async def upload(act: Act) -> None:
    """Upload without sharing, as somebody does who fills in a file_input."""
    act.extra["files"] = [shapes.file(act.slack, file) for file in files(act)]


async def edit_canvas(act: Act) -> None:
    canvas, text = _editable(act), act.body.get("markdown")
    if not isinstance(text, str):
        raise Refusal('"edit_canvas" needs "markdown", a text.')
    canvases.rewrite(act.slack, canvas, text, act.person.id)


def _editable(act: Act) -> Canvas:
    canvas = act.slack.world.canvases.get(act.text("canvas"))
    if canvas is None or not canvases.may(act.slack, canvas, act.person.id, "read"):
        raise Refusal(f"There is no canvas {act.body['canvas']!r} that {act.person.name} can see.")
    if not canvases.may(act.slack, canvas, act.person.id, "write"):
        raise Refusal(f"{act.person.name} may read {canvas.title!r} but not edit it.")
    return canvas
