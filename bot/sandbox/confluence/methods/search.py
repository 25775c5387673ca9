"""Search by CQL.

https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-search/
"""

import time

from bot.sandbox.confluence import cql
from bot.sandbox.confluence.errors import ApiError
from bot.sandbox.confluence.rest.call import Call, route
from bot.sandbox.confluence.rest.paging import old_page
from bot.sandbox.confluence.shapes import v1
from bot.sandbox.confluence.world import Content
from bot.sandbox.rest.answers import Answer

MOST = 250


@route("GET", "/rest/api/search")
def search(call: Call) -> Answer:
    """What was changed a moment ago may not be found yet."""
    found, expanded = _found(call), frozenset(call.many("expand"))
    asked = frozenset(part.removeprefix("content.") for part in expanded)
    with_excerpt = call.query.get("excerpt") != "none"
    return old_page(
        call,
        found,
        lambda one: v1.found(call.site, one, asked, with_excerpt=with_excerpt),
        MOST,
        totalSize=len(found),
        cqlQuery=call.query["cql"],
        searchDuration=1,
    )


@route("GET", "/rest/api/content/search")
def search_contents(call: Call) -> Answer:
    expanded = frozenset(call.many("expand"))
    return old_page(call, _found(call), lambda one: v1.content(call.site, one, expanded), MOST)


def _found(call: Call) -> list[Content]:
    said = call.query.get("cql", "")
    if not said:
        raise ApiError("The CQL is missing")
    now = time.time()
    searched = (
        one
        for one in call.world.contents.values()
        if one.status == "current" and one.found_at <= now and one.is_seen_by(call.user)
    )
    return cql.ask(call.world, said, call.user).find(searched)
