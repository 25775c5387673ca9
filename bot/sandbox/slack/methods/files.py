"""files.*: upload in three steps, look up, delete; files.list stands in listing.py.

https://docs.slack.dev/reference/methods/files.getUploadURLExternal
"""

from bot.sandbox.limits import TIER_3, TIER_4
from bot.sandbox.slack import messages
from bot.sandbox.slack.api import access
from bot.sandbox.slack.api.allowed import must_allow
from bot.sandbox.slack.api.errors import SlackError, invalid_arguments
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.slack.files import canvases, kinds, shapes, uploads
from bot.sandbox.slack.files.markdown import joined
from bot.sandbox.world import Channel, Json
from bot.sandbox.world.files import Canvas, File

MOST_BYTES = 64 * 1024 * 1024
MOST_IN_SNIPPET = 1024 * 1024
MOST_IN_ALT_TEXT = 1_000
MOST_CHANNELS = 100


@method(
    "files.getUploadURLExternal",
    "filename! length!:int snippet_type alt_txt",
    scopes="files:write",
    tier=TIER_4,
    json_body=False,
)
def get_upload_url(call: MethodCall) -> Json:
    name, size, snippet = (
        call.args.text("filename"),
        call.args.number("length", 0),
        call.args.text("snippet_type"),
    )
    if not call.slack.world.settings.files:
        raise SlackError("file_uploads_disabled")
    if size < 1:
        raise invalid_arguments("must be greater than 0 [json-pointer:/length]")
    if size > MOST_BYTES:
        raise SlackError("file_upload_size_restricted")
    if len(call.args.text("alt_txt")) > MOST_IN_ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    if snippet and snippet not in kinds.TEXTS:
        raise SlackError("unknown_snippet_type")
    if snippet and size > MOST_IN_SNIPPET:
        raise SlackError("snippet_too_large")
    kind = kinds.snippet(snippet) if snippet else kinds.of_name(name)
    file = uploads.announce(call.slack, name, size, kind, call.caller.user, call.args.text("alt_txt"))
    return {"upload_url": f"{call.slack.url}/upload/v1/{file.id}", "file_id": file.id}


@method(
    "files.completeUploadExternal",
    "files!:json channel_id channels thread_ts initial_comment blocks:json username icon_url icon_emoji",
    scopes="files:write",
    tier=TIER_4,
)
def complete_upload(call: MethodCall) -> Json:
    """Sharing comes after the answer, which therefore names no shares: Slack does it in a job of its own."""
    uploaded, rooms, content = _uploaded(call), _rooms(call), _content(call)
    for file, title in uploaded:
        uploads.complete(call.slack, file, title)
    files = [file for file, _ in uploaded]
    shown = [shapes.file(call.slack, file) for file in files]
    for room in rooms:
        uploads.share(call.slack, files, room, call.caller.user, dict(content))
    return {"files": shown}


def _uploaded(call: MethodCall) -> list[tuple[File, str]]:
    """The files that are named, with their titles; each must be the caller's own and there already."""
    sent = call.args.json("files")
    if not isinstance(sent, list) or not sent or not all(isinstance(each, dict) for each in sent):
        raise invalid_arguments("must be a list of files [json-pointer:/files]")
    named = [(call.slack.world.files.get(str(each.get("id"))), str(each.get("title") or "")) for each in sent]
    found = [(file, title) for file, title in named if file and _is_ready(call, file)]
    if len(found) < len(named):
        raise SlackError("file_not_found")
    return found


def _is_ready(call: MethodCall, file: File) -> bool:
    return file.user == call.caller.user and file.content is not None and not file.is_complete


def _rooms(call: MethodCall) -> list[Channel]:
    names = [call.args.text("channel_id"), *call.args.text("channels").split(",")]
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if len(wanted) > MOST_CHANNELS:
        raise SlackError("channels_limit_exceeded")
    return [_room(call, channel) for channel in wanted]


def _room(call: MethodCall, channel: str) -> Channel:
    room = call.slack.world.channels.get(channel)
    if room is None or not access.visible(room, call.caller):
        raise SlackError("channel_not_found")
    access.must_be_member(call, room)
    if room.is_archived:
        raise SlackError("posting_to_channel_denied")
    if room.is_general:
        must_allow(call, "general", "posting_to_channel_denied")
    return room


def _content(call: MethodCall) -> Json:
    """The comment, else the blocks: one of them is all that Slack takes."""
    comment, thread_ts = call.args.text("initial_comment"), call.args.text("thread_ts")
    sent = {"text": comment} if comment else {"blocks": call.args.json("blocks")}
    thread = {"thread_ts": thread_ts} if thread_ts else {}
    return {**messages.content(sent), **thread}


@method(
    "files.info",
    "file! count:int page:int cursor limit:int",
    scopes="files:read",
    tier=TIER_4,
    json_body=False,
)
def info(call: MethodCall) -> Json:
    canvas = call.slack.world.canvases.get(call.args.text("file"))
    if canvas:
        return {"file": _canvas(call, canvas), "comments": []}
    file = _file(call)
    whole = {"content": (file.content or b"").decode("utf-8", "replace"), "is_truncated": False}
    shown = {"file": shapes.file(call.slack, file), "comments": []}
    return shown | (whole if file.kind.is_text else {})


def _canvas(call: MethodCall, canvas: Canvas) -> Json:
    if not call.slack.world.settings.canvases:
        raise SlackError("canvas_disabled_user_team")
    if canvas.is_deleted:
        raise SlackError("file_deleted")
    if not canvases.may(call.slack, canvas, call.caller.user, "read"):
        raise SlackError("file_not_found")
    return shapes.canvas(call.slack, canvas, joined(canvas.sections))


def _file(call: MethodCall) -> File:
    file = call.slack.world.files.get(call.args.text("file"))
    if file is None or not file.is_complete or not uploads.visible(call.slack, file, call.caller.user):
        raise SlackError("file_not_found")
    if file.is_deleted:
        raise SlackError("file_deleted")
    return file


@method("files.delete", "file!", scopes="files:write", tier=TIER_3)
def delete(call: MethodCall) -> Json:
    file = _file(call)
    if file.user != call.caller.user:
        raise SlackError("cant_delete_file")
    uploads.delete(call.slack, file)
    return {}
