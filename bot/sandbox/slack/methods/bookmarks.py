"""bookmarks.*: the links at the top of a channel.

https://docs.slack.dev/reference/methods/bookmarks.add
"""

from urllib.parse import urlsplit

from bot.sandbox.clock import seconds
from bot.sandbox.ids import fresh
from bot.sandbox.limits import TIER_2, TIER_3
from bot.sandbox.slack.api import access
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.api.method import MethodCall, method
from bot.sandbox.world import Channel, Json

MOST_BOOKMARKS = 100


@method(
    "bookmarks.add",
    "channel_id! title! type! link emoji entity_id access_level parent_id",
    scopes="bookmarks:write",
    tier=TIER_2,
)
def add(call: MethodCall) -> Json:
    room = _room(call)
    if call.args.text("type") != "link":
        raise SlackError("invalid_bookmark_type")
    if len(room.bookmarks) >= MOST_BOOKMARKS:
        raise SlackError("too_many_bookmarks")
    link, now = _link(call), seconds()
    bookmark: Json = {
        "id": fresh("Bk"),
        "channel_id": room.id,
        "title": call.args.text("title"),
        "link": link,
        "emoji": call.args.text("emoji"),
        "icon_url": "",
        "type": "link",
        "entity_id": None,
        "date_created": now,
        "date_updated": 0,
        "rank": f"i{len(room.bookmarks)}",
        "last_updated_by_user_id": call.caller.user,
        "last_updated_by_team_id": call.slack.world.team_id,
        "shortcut_id": None,
        "app_id": call.slack.app_id,
    }
    room.bookmarks.append(bookmark)
    call.slack.touch(room)
    return {"bookmark": bookmark}


@method("bookmarks.edit", "channel_id! bookmark_id! title link emoji", scopes="bookmarks:write", tier=TIER_2)
def edit(call: MethodCall) -> Json:
    room = _room(call)
    bookmark = _bookmark(call, room)
    if call.args.given("link"):
        bookmark["link"] = _link(call)
    for part in ("title", "emoji"):
        if call.args.given(part):
            bookmark[part] = call.args.text(part)
    bookmark |= {"date_updated": seconds(), "last_updated_by_user_id": call.caller.user}
    call.slack.touch(room)
    return {"bookmark": bookmark}


@method("bookmarks.list", "channel_id!", scopes="bookmarks:read", tier=TIER_3)
def list_all(call: MethodCall) -> Json:
    return {"bookmarks": _room(call).bookmarks}


@method("bookmarks.remove", "channel_id! bookmark_id! quip_section_id", scopes="bookmarks:write", tier=TIER_2)
def remove(call: MethodCall) -> Json:
    room = _room(call)
    room.bookmarks.remove(_bookmark(call, room))
    call.slack.touch(room)
    return {}


def _room(call: MethodCall) -> Channel:
    room = access.channel(call, argument="channel_id")
    if call.caller.user not in room.members:
        raise SlackError("permission_denied")
    return room


def _bookmark(call: MethodCall, room: Channel) -> Json:
    wanted = call.args.text("bookmark_id")
    for bookmark in room.bookmarks:
        if bookmark["id"] == wanted:
            return bookmark
    raise SlackError("not_found")


def _link(call: MethodCall) -> str:
    link = call.args.text("link")
    if urlsplit(link).scheme not in {"http", "https"}:
        raise SlackError("invalid_link")
    return link
