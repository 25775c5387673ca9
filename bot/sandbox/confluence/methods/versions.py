"""What a page said before.

https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-version/
"""

from bot.sandbox.confluence.errors import not_found
from bot.sandbox.confluence.methods.pages import WRITTEN
from bot.sandbox.confluence.rest.call import Call, route
from bot.sandbox.confluence.rest.paging import page
from bot.sandbox.confluence.shapes import v2
from bot.sandbox.confluence.world import Version
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json


@route("GET", "/api/v2/pages/{id}/versions")
def list_versions(call: Call) -> Answer:
    """The newest first, unless it is asked otherwise; with their bodies where that is asked."""
    one, wanted = call.content("page"), call.one_of("body-format", WRITTEN)
    is_oldest_first = call.one_of("sort", ("modified-date", "-modified-date")) == "modified-date"

    def shown(said: Version) -> Json:
        then = {"id": one.id, "title": said.title, "body": v2.body(wanted, said.body)}
        return {**v2.version(said), "page": then}

    return page(call, one.versions if is_oldest_first else one.versions[::-1], shown)


@route("GET", "/api/v2/pages/{id}/versions/{number}")
def show(call: Call) -> Answer:
    one, said = call.content("page"), call.path["number"]
    if not (said.isdecimal() and 0 < int(said) <= one.now.number):
        raise not_found()
    found = one.versions[int(said) - 1]
    around = {
        "prevVersion": found.number - 1 or None,
        "nextVersion": None if found is one.now else found.number + 1,
    }
    more = {"contentTypeModified": False, "collaborators": [found.author]}
    return Answer(200, {**v2.version(found), **more, **around})
