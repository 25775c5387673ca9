"""What stands under and above a page or a folder.

https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-descendants/
"""

from bot.sandbox.confluence.rest.call import Call, route
from bot.sandbox.confluence.rest.paging import page
from bot.sandbox.confluence.shapes import v2
from bot.sandbox.confluence.world import Content
from bot.sandbox.rest.answers import Answer

DEPTH = 5
"""The most levels that an answer goes down."""


@route("GET", "/api/v2/pages/{id}/children")
def list_child_pages(call: Call) -> Answer:
    """Pages alone, without what stands in folders."""
    found = [one for one in _children(call, call.content("page")) if one.kind == "page"]
    return page(call, found, v2.child)


@route("GET", "/api/v2/pages/{id}/direct-children")
def list_of_page(call: Call) -> Answer:
    return page(call, _children(call, call.content("page")), v2.direct_child)


@route("GET", "/api/v2/folders/{id}/direct-children")
def list_of_folder(call: Call) -> Answer:
    return page(call, _children(call, call.content("folder")), v2.direct_child)


@route("GET", "/api/v2/pages/{id}/descendants")
def list_below_page(call: Call) -> Answer:
    return _below(call, call.content("page"))


@route("GET", "/api/v2/folders/{id}/descendants")
def list_below_folder(call: Call) -> Answer:
    return _below(call, call.content("folder"))


@route("GET", "/api/v2/pages/{id}/ancestors")
def list_above_page(call: Call) -> Answer:
    return page(call, call.world.above(call.content("page")), v2.ancestor)


@route("GET", "/api/v2/folders/{id}/ancestors")
def list_above_folder(call: Call) -> Answer:
    return page(call, call.world.above(call.content("folder")), v2.ancestor)


def _children(call: Call, of: Content) -> list[Content]:
    return [one for one in call.world.children(of.id) if one.is_seen_by(call.user)]


def _below(call: Call, of: Content) -> Answer:
    depth = call.number("depth", DEPTH, DEPTH)
    found = [each for each in call.world.below(of.id) if each[1] <= depth and each[0].is_seen_by(call.user)]
    return page(call, found, lambda each: v2.descendant(*each))
