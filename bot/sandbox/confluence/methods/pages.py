"""Pages: listed, made, read, rewritten, thrown away.

https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/
"""

from collections.abc import Callable
from typing import Any

from bot.sandbox.confluence import rules
from bot.sandbox.confluence.errors import ApiError, not_found
from bot.sandbox.confluence.rest.call import Call, route
from bot.sandbox.confluence.rest.paging import page
from bot.sandbox.confluence.shapes import v2
from bot.sandbox.confluence.words import view
from bot.sandbox.confluence.world import Content
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

ORDERS: dict[str, Callable[[Content], Any]] = {
    "id": lambda one: int(one.id),
    "title": lambda one: one.title.casefold(),
    "created-date": lambda one: one.created,
    "modified-date": lambda one: one.now.at,
}
WRITTEN = ("storage", "atlas_doc_format")
FORMATS = (*WRITTEN, *sorted(v2.VIEWS))


def listed(call: Call, fits: Callable[[Content], bool]) -> Answer:
    """The pages that fit, and that the caller may see, in the asked order."""
    statuses, title = set(call.many("status")) or {"current", "archived"}, call.query.get("title")
    wanted, spaces = call.one_of("body-format", WRITTEN), set(call.many("space-id"))
    found = [
        one
        for one in call.world.contents.values()
        if one.kind == "page" and one.status in statuses and one.is_seen_by(call.user) and fits(one)
        if title is None or one.title == title
        if not spaces or one.space in spaces
    ]
    return page(call, ordered(call, found), lambda one: v2.page(call.site, one, wanted))


def ordered(call: Call, found: list[Content]) -> list[Content]:
    said = call.one_of("sort", tuple(sign + name for name in ORDERS for sign in ("", "-"))) or "id"
    return sorted(found, key=ORDERS[said.removeprefix("-")], reverse=said.startswith("-"))


@route("GET", "/api/v2/pages")
def list_pages(call: Call) -> Answer:
    ids = set(call.many("id"))
    return listed(call, lambda one: not ids or one.id in ids)


@route("POST", "/api/v2/pages")
def create(call: Call) -> Answer:
    """Under its parent, else under the homepage of the space, unless it is to stand at the root."""
    said, home = call.body, call.space(call.body.get("spaceId"))
    _must_be_current(said)
    is_root, parent = call.flag("root-level"), said.get("parentId")
    if is_root and parent:
        raise ApiError("parentId cannot be given where root-level is true")
    if parent and not _is_visible(call, parent):
        raise not_found("The parent content could not be found")
    under = None if is_root else str(parent or home.homepage) or None
    body = written(said.get("body"))
    made = rules.create(call.site, call.user, home, str(said.get("title") or ""), body, under)
    if call.flag("private"):
        made.seen_by = frozenset({call.user.id})
    return Answer(200, v2.page(call.site, made, _sent_format(said)))


def _is_visible(call: Call, parent: object) -> bool:
    found = call.world.contents.get(str(parent))
    return found is not None and found.is_seen_by(call.user)


def _must_be_current(said: Json) -> None:
    status = said.get("status", "current")
    if status == "draft":
        raise ApiError("The sandbox has no drafts")
    if status != "current":
        raise ApiError(f"Provided value {{{status}}} for 'status' is not one of current, draft")


def written(said: Any) -> str:
    """A body, plain or under the name of its notation, as storage format."""
    if said is None:
        return ""
    if isinstance(said, dict) and "representation" not in said and len(said) == 1:
        (said,) = said.values()
    if not isinstance(said, dict) or not isinstance(said.get("value"), str):
        raise ApiError("The body needs a representation and a value", 400, "BAD_REQUEST")
    match said.get("representation"):
        case "storage":
            return str(said["value"])
        case "atlas_doc_format":
            return view.stored(said["value"])
        case "wiki":
            raise ApiError("The sandbox takes no wiki notation: send storage or atlas_doc_format")
        case other:
            raise ApiError(
                f"Provided value {{{other}}} for 'representation' is not one of storage, atlas_doc_format"
            )


def _sent_format(said: Json) -> str:
    """An answer shows the body as it was sent."""
    body = said.get("body")
    known = body.get("representation") if isinstance(body, dict) else None
    return known if known in WRITTEN else "storage"


@route("GET", "/api/v2/pages/{id}")
def show(call: Call) -> Answer:
    """As it is, or as it was in a version; what was thrown away only where that is asked for."""
    one = call.any_content("page")
    if one.status == "trashed" and "trashed" not in call.many("status"):
        raise not_found()
    wanted, number = call.one_of("body-format", FORMATS), call.query.get("version")
    if number is not None and not (number.isdecimal() and 0 < int(number) <= one.now.number):
        raise not_found()
    said = v2.page(call.site, one, wanted, int(number) if number else None)
    return Answer(200, {**said, **_included(call, one)})


def _included(call: Call, one: Content) -> Json:
    parts: dict[str, Callable[[], list[Json]]] = {
        "labels": lambda: [v2.label(each) for each in one.labels.values()],
        "properties": lambda: [v2.content_property(each) for each in one.properties.values()],
        "versions": lambda: [v2.version(each) for each in reversed(one.versions)],
    }
    own = f"/wiki/api/v2/pages/{one.id}"
    return {
        name: {
            "results": made(),
            "meta": {"hasMore": False, "cursor": ""},
            "_links": {"self": f"{own}/{name}"},
        }
        for name, made in parts.items()
        if call.flag(f"include-{name}")
    }


@route("PUT", "/api/v2/pages/{id}")
def update(call: Call) -> Answer:
    """The number of the version must be the next: who wrote in between is not overwritten."""
    one, said = call.any_content("page"), call.body
    missing = [name for name in ("id", "status", "title", "body", "version") if said.get(name) is None]
    if missing:
        raise ApiError(f"Required fields are missing: {', '.join(missing)}", 400, "BAD_REQUEST")
    if str(said["id"]) != one.id:
        raise ApiError("The id of the body is not the one of the address", 400, "BAD_REQUEST")
    if said.get("spaceId") and str(said["spaceId"]) != one.space:
        raise ApiError("A page cannot be moved to another space this way")
    _must_be_current(said)
    if one.status == "trashed":
        rules.restore(call.site, one)
        return Answer(200, v2.page(call.site, one, "storage"))
    _must_be_next(one, said["version"])
    _rewrite(call, one, said)
    return Answer(200, v2.page(call.site, one, _sent_format(said)))


def _rewrite(call: Call, one: Content, said: Json) -> None:
    version = said["version"]
    body, message = written(said["body"]), str(version.get("message") or "")
    rules.rewrite(call.site, call.user, one, str(said["title"]), body, message)
    if said.get("parentId") and str(said["parentId"]) != one.parent:
        rules.move(call.site, one, str(said["parentId"]))


def _must_be_next(one: Content, version: object) -> None:
    number = version.get("number") if isinstance(version, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        raise ApiError("version.number must be a number", 400, "BAD_REQUEST")
    if number != one.now.number + 1:
        words = "Version must be incremented when updating a page. "
        raise ApiError(f"{words}Current Version: [{one.now.number}]. Provided version: [{number}]", 409)


@route("DELETE", "/api/v2/pages/{id}")
def delete(call: Call) -> Answer:
    """Into the trash; from there, with purge, for good."""
    one = call.any_content("page")
    if call.flag("purge"):
        if one.status != "trashed":
            raise ApiError("Only content in the trash can be purged")
        del call.world.contents[one.id]
    elif one.status == "trashed":
        raise not_found()
    else:
        rules.trash(call.site, one)
    return Answer(204)
