"""canvases.* and conversations.canvases.create: documents beside the talk.

https://docs.slack.dev/reference/methods/canvases.edit
"""

from bot.sandbox.limits import TIER_2, TIER_3
from bot.sandbox.slack.api import access
from bot.sandbox.slack.api.errors import SlackError, invalid_arguments
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.slack.files import canvases, edits, html, markdown
from bot.sandbox.world import Channel, Json
from bot.sandbox.world.files import Access, Canvas

UNTITLED = "Untitled"
HEADERS = {"h1", "h2", "h3"}
SECTION_TYPES = HEADERS | {"any_header"}
LEVELS: dict[str, Access] = {"read": "read", "write": "write", "owner": "owner"}


@method("canvases.create", "title document_content:json channel_id", scopes="canvases:write", tier=TIER_2)
def create(call: MethodCall) -> Json:
    """On a free team only the one that stands as a tab of a channel."""
    _must_be_on(call)
    text, paid = _text(call), call.slack.world.settings.paid_plan
    if not call.args.given("channel_id"):
        if not paid:
            raise SlackError("free_teams_cannot_create_standalone_canvases")
        return {"canvas_id": _created(call, text).id}
    room = _room(call, "canvas_creation_failed")
    if not paid and call.slack.world.canvas_of(room.id):
        raise SlackError("free_team_canvas_tab_already_exists")
    canvas = _created(call, text, None if paid else room)
    canvas.access[room.id], canvas.tab = "write", room.id if paid else None
    return {"canvas_id": canvas.id}


@method(
    "conversations.canvases.create",
    "channel_id! document_content:json title",
    scopes="canvases:write",
    tier=TIER_2,
)
def create_of_channel(call: MethodCall) -> Json:
    _must_be_on(call)
    text, room = _text(call), _room(call, "channel_canvas_creation_failed")
    if call.slack.world.canvas_of(room.id):
        raise SlackError("channel_canvas_already_exists")
    return {"canvas_id": _created(call, text, room).id}


def _must_be_on(call: MethodCall) -> None:
    if not call.slack.world.settings.canvases:
        raise SlackError("canvas_disabled_user_team")


def _text(call: MethodCall) -> str:
    text = edits.text(call.args.json("document_content"), "/document_content") or ""
    if len(text) > markdown.MOST_CHARACTERS:
        raise SlackError("canvas_creation_failed", detail="The content is too large")
    if fault := markdown.fault(text):
        raise SlackError("canvas_creation_failed", detail=fault)
    return text


def _room(call: MethodCall, error: str) -> Channel:
    room = call.slack.world.channels.get(call.args.text("channel_id"))
    if room is None or not access.visible(room, call.caller):
        raise SlackError(error, detail="The channel was not found")
    if call.caller.user not in room.members or room.is_archived:
        raise SlackError("restricted_action")
    return room


def _created(call: MethodCall, text: str, room: Channel | None = None) -> Canvas:
    title = call.args.text("title") or (room.name if room else "") or UNTITLED
    return canvases.create(call.slack, title, text, call.caller.user, room)


@method("canvases.edit", "canvas_id! changes!:json", scopes="canvases:write", tier=TIER_3)
def edit(call: MethodCall) -> Json:
    canvas = _canvas(call, "write")
    if not call.slack.world.settings.paid_plan and canvas.channel is None:
        raise SlackError("free_teams_cannot_edit_standalone_canvases")
    edits.apply(canvas, call.args.json("changes"))
    canvases.edited(call.slack, canvas, call.caller.user)
    return {}


@method("canvases.getContent", "canvas_id! content_type", scopes="canvases:read", tier=TIER_3)
def get_content(call: MethodCall) -> Json:
    """The whole canvas as Markdown, or as HTML with the ids of its sections."""
    kind = call.args.text("content_type") or "markdown"
    if kind not in {"markdown", "html"}:
        raise invalid_arguments("must be html or markdown [json-pointer:/content_type]")
    canvas = _readable(call)
    return {"content": html.shown(canvas.sections) if kind == "html" else markdown.joined(canvas.sections)}


@method("canvases.sections.lookup", "canvas_id! criteria!:json", scopes="canvases:read", tier=TIER_3)
def look_up_sections(call: MethodCall) -> Json:
    canvas = _readable(call, gone="canvas_deleted")
    types, words = _criteria(call)
    wanted = (types - {"any_header"}) | (HEADERS if "any_header" in types else set())
    found = (section for section in canvas.sections if not wanted or section.type in wanted)
    return {"sections": [{"id": section.id} for section in found if words in section.markdown.casefold()]}


def _criteria(call: MethodCall) -> tuple[set[str], str]:
    """Section types, a text to contain, or both."""
    criteria = call.args.json("criteria")
    sent = criteria if isinstance(criteria, dict) else {}
    types, words = sent.get("section_types", []), sent.get("contains_text", "")
    if not isinstance(words, str) or not isinstance(types, list) or not (types or words):
        raise invalid_arguments("must name section_types or contains_text [json-pointer:/criteria]")
    if not SECTION_TYPES.issuperset(map(str, types)):
        raise invalid_arguments("must be a known section type [json-pointer:/criteria/section_types]")
    return set(types), words.casefold()


def _readable(call: MethodCall, gone: str = "canvas_not_found") -> Canvas:
    _must_be_on(call)
    canvas = call.slack.world.canvases.get(call.args.text("canvas_id"))
    if canvas and canvas.is_deleted:
        raise SlackError(gone)
    if canvas is None or not canvases.may(call.slack, canvas, call.caller.user, "read"):
        raise SlackError("canvas_not_found")
    return canvas


def _canvas(call: MethodCall, wanted: Access) -> Canvas:
    """The canvas of the call, if the caller may do with it what it wants to."""
    canvas = _readable(call)
    if not canvases.may(call.slack, canvas, call.caller.user, wanted):
        raise SlackError("restricted_action")
    return canvas


@method("canvases.delete", "canvas_id!", scopes="canvases:write", tier=TIER_3)
def delete(call: MethodCall) -> Json:
    canvases.delete(call.slack, _canvas(call, "owner"))
    return {}


SHARING = "canvas_id! channel_ids:array user_ids:array"


@method("canvases.access.set", f"{SHARING} access_level!", scopes="canvases:write", tier=TIER_3)
def set_access(call: MethodCall) -> Json:
    level = LEVELS.get(call.args.text("access_level"))
    if level is None or (level == "owner" and call.args.given("channel_ids")):
        raise invalid_arguments("must be a valid access level [json-pointer:/access_level]")
    canvas = _canvas(call, "owner" if level == "owner" else "write")
    for entity in _entities(call):
        if level == "owner":
            canvas.access[canvas.owner], canvas.owner = "write", entity
        canvas.access[entity] = level
    call.slack.changes.touch()
    return {}


@method("canvases.access.delete", SHARING, scopes="canvases:write", tier=TIER_3)
def delete_access(call: MethodCall) -> Json:
    canvas = _canvas(call, "write")
    for entity in _entities(call):
        canvas.access.pop(entity, None)
    call.slack.changes.touch()
    return {}


def _entities(call: MethodCall) -> list[str]:
    """Either people or channels; direct messages cannot be given access."""
    users, channels = call.args.texts("user_ids"), call.args.texts("channel_ids")
    if bool(users) == bool(channels):
        raise SlackError("invalid_parameters")
    if any(user not in call.slack.world.people for user in users):
        raise SlackError("user_not_found")
    rooms = [call.slack.world.channels.get(channel) for channel in channels]
    if any(room is None or room.is_direct or not access.visible(room, call.caller) for room in rooms):
        raise SlackError("channel_not_found")
    return users or channels
