"""files.list: what was uploaded, and canvases, which to Slack are files too.

https://docs.slack.dev/reference/methods/files.list
"""

import math

from bot.sandbox.limits import TIER_3
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.slack.files import canvases, shapes, uploads
from bot.sandbox.slack.files.markdown import joined
from bot.sandbox.world import Json
from bot.sandbox.world.files import Canvas, File

MOST_ON_PAGE = 1_000
TYPES = ("all", "spaces", "snippets", "images", "gdocs", "zips", "pdfs", "canvas")
LISTING = "channel user types ts_from:moment ts_to:moment count:int page:int team_id"


@method(
    "files.list",
    f"{LISTING} show_files_hidden_by_limit:flag",
    scopes="files:read",
    tier=TIER_3,
    json_body=False,
)
def list_all(call: MethodCall) -> Json:
    """The newest first, by numbered pages."""
    if call.args.given("user") and call.args.text("user") not in call.slack.world.people:
        raise SlackError("user_not_found")
    types = {kind.strip() for kind in call.args.text("types", "all").split(",")}
    if not types.issubset(TYPES):
        raise SlackError("unknown_type")
    known: list[File | Canvas] = [*call.slack.world.files.values(), *call.slack.world.canvases.values()]
    chosen = sorted((one for one in known if _is_listed(call, one, types)), key=lambda one: one.created)
    count = min(max(call.args.number("count", 100), 1), MOST_ON_PAGE)
    number = max(call.args.number("page", 1), 1)
    shown = chosen[::-1][(number - 1) * count : number * count]
    paging = {"count": count, "total": len(chosen), "page": number, "pages": math.ceil(len(chosen) / count)}
    return {"files": [_shown(call, one) for one in shown], "paging": paging}


def _shown(call: MethodCall, one: File | Canvas) -> Json:
    if isinstance(one, Canvas):
        return shapes.canvas(call.slack, one, joined(one.sections))
    return shapes.file(call.slack, one)


def _is_listed(call: MethodCall, one: File | Canvas, types: set[str]) -> bool:
    user, channel = call.args.text("user"), call.args.text("channel")
    if not _is_seen(call, one):
        return False
    if (user and _owner(one) != user) or (channel and channel not in _channels(call, one)):
        return False
    if not call.args.moment("ts_from", 0) <= one.created <= call.args.moment("ts_to", math.inf):
        return False
    return "all" in types or not _families(one).isdisjoint(types)


def _is_seen(call: MethodCall, one: File | Canvas) -> bool:
    if isinstance(one, Canvas):
        is_on = call.slack.world.settings.canvases
        return is_on and canvases.may(call.slack, one, call.caller.user, "read")
    return one.is_complete and not one.is_deleted and uploads.visible(call.slack, one, call.caller.user)


def _owner(one: File | Canvas) -> str:
    return one.owner if isinstance(one, Canvas) else one.user


def _channels(call: MethodCall, one: File | Canvas) -> list[str]:
    if isinstance(one, Canvas):
        return [room.id for room in shapes.rooms_of(call.slack, one)]
    return [room.id for room, _ in shapes.shares(call.slack, one)]


def _families(one: File | Canvas) -> set[str]:
    """What `types` calls it."""
    if isinstance(one, Canvas):
        return {"canvas", "spaces"}
    named = {"snippets": one.kind.is_text, "images": one.kind.is_image}
    named |= {"zips": one.kind.filetype == "zip", "pdfs": one.kind.filetype == "pdf"}
    return {name for name, fits in named.items() if fits}
