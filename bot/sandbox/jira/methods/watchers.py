"""Who is told of an issue by mail.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-watchers/
"""

from bot.sandbox.jira.errors import not_found
from bot.sandbox.jira.rest.call import Call, route
from bot.sandbox.jira.shapes import issues as shapes
from bot.sandbox.jira.world.setup import User
from bot.sandbox.rest.answers import Answer


@route("GET", "/issue/{issue}/watchers")
def show(call: Call) -> Answer:
    return Answer(200, shapes.watches(call.frame, call.issue(), with_people=True))


@route("POST", "/issue/{issue}/watchers")
def add(call: Call) -> Answer:
    """The body is the account alone; without one it is the caller."""
    one = call.issue()
    user = call.user if call.sent is None else _user(call, str(call.sent))
    if user.id not in one.watchers:
        one.watchers.append(user.id)
    return Answer(204)


@route("DELETE", "/issue/{issue}/watchers")
def remove(call: Call) -> Answer:
    one = call.issue()
    user = _user(call, call.query.get("accountId" if call.site.is_cloud else "username", ""))
    if user.id in one.watchers:
        one.watchers.remove(user.id)
    return Answer(204)


def _user(call: Call, wanted: str) -> User:
    known = call.world.users.values()
    found = next((one for one in known if wanted == (one.id if call.site.is_cloud else one.name)), None)
    if found is None:
        raise not_found(f"The user '{wanted}' does not exist.")
    return found
