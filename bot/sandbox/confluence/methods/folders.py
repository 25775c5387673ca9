"""Folders: made, read, thrown away.

https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-folder/
"""

from bot.sandbox.confluence import rules
from bot.sandbox.confluence.rest.call import Call, route
from bot.sandbox.confluence.shapes import v2
from bot.sandbox.rest.answers import Answer


@route("POST", "/api/v2/folders")
def create(call: Call) -> Answer:
    said, home = call.body, call.space(call.body.get("spaceId"))
    under = str(said.get("parentId") or home.homepage) or None
    title = str(said.get("title") or "")
    return Answer(
        200, v2.folder(call.site, rules.create(call.site, call.user, home, title, "", under, "folder"))
    )


@route("GET", "/api/v2/folders/{id}")
def show(call: Call) -> Answer:
    return Answer(200, v2.folder(call.site, call.content("folder")))


@route("DELETE", "/api/v2/folders/{id}")
def delete(call: Call) -> Answer:
    rules.trash(call.site, call.content("folder"))
    return Answer(204)
