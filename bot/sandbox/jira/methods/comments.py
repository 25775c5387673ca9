"""Comments: documents in v3, wiki notation in v2.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/
"""

from bot.sandbox.jira.errors import ApiError, not_found
from bot.sandbox.jira.methods.issues import properties
from bot.sandbox.jira.rest.call import Call, route
from bot.sandbox.jira.rest.paging import page
from bot.sandbox.jira.rules import talking
from bot.sandbox.jira.shapes import issues as shapes
from bot.sandbox.jira.world.issues import Comment
from bot.sandbox.rest.answers import Answer


@route("GET", "/issue/{issue}/comment")
def list_comments(call: Call) -> Answer:
    """Oldest first, or by orderBy=-created newest first."""
    one = call.issue()
    found = list(one.comments.values())
    if call.query.get("orderBy") == "-created":
        found.reverse()
    return page(call, found, lambda each: shapes.comment(call.frame, one, each), "comments")


@route("POST", "/issue/{issue}/comment")
def add(call: Call) -> Answer:
    one, body = call.issue(), call.text("body")
    if call.body.get("visibility"):
        raise ApiError("The sandbox has no comments that only some can see.")
    given = properties(call.body.get("properties"))
    made = talking.add(call.site, call.user, one, body)
    made.properties.update(given)
    return Answer(201, shapes.comment(call.frame, one, made))


@route("GET", "/issue/{issue}/comment/{comment}")
def show(call: Call) -> Answer:
    return Answer(200, shapes.comment(call.frame, call.issue(), _comment(call)))


@route("PUT", "/issue/{issue}/comment/{comment}")
def edit(call: Call) -> Answer:
    one, comment = call.issue(), _comment(call)
    talking.edit(call.site, call.user, one, comment, call.text("body"))
    return Answer(200, shapes.comment(call.frame, one, comment))


@route("DELETE", "/issue/{issue}/comment/{comment}")
def delete(call: Call) -> Answer:
    talking.delete(call.site, call.user, call.issue(), _comment(call))
    return Answer(204)


def _comment(call: Call) -> Comment:
    found = call.issue().comments.get(call.path["comment"])
    if found is None:
        raise not_found(f"Can not find a comment for the id: {call.path['comment']}.")
    return found
