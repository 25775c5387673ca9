"""Spaces, and the pages of one.

https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-space/
"""

from bot.sandbox.confluence.methods.pages import listed
from bot.sandbox.confluence.rest.call import Call, route
from bot.sandbox.confluence.rest.paging import page
from bot.sandbox.confluence.shapes import v2
from bot.sandbox.rest.answers import Answer


@route("GET", "/api/v2/spaces")
def list_spaces(call: Call) -> Answer:
    """Those named by key or id, or all."""
    keys, ids = {key.upper() for key in call.many("keys")}, set(call.many("ids"))
    found = [
        one
        for one in call.world.spaces.values()
        if (not keys or one.key in keys) and (not ids or one.id in ids)
    ]
    return page(call, found, lambda one: v2.space(call.site, one))


@route("GET", "/api/v2/spaces/{id}")
def show(call: Call) -> Answer:
    return Answer(200, v2.space(call.site, call.space(call.path["id"])))


@route("GET", "/api/v2/spaces/{id}/pages")
def list_pages(call: Call) -> Answer:
    """All of them, or with depth=root those at its root and right under its homepage."""
    home = call.space(call.path["id"])
    roots = {None, home.homepage} if call.one_of("depth", ("all", "root")) == "root" else None
    return listed(call, lambda one: one.space == home.id and (roots is None or one.parent in roots))
