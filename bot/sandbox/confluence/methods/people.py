"""Who somebody is: v1 alone tells.

https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-users/
"""

from bot.sandbox.confluence.errors import not_found
from bot.sandbox.confluence.rest.call import Call, route
from bot.sandbox.confluence.shapes import v1
from bot.sandbox.rest.answers import Answer


@route("GET", "/rest/api/user/current")
def show_caller(call: Call) -> Answer:
    return Answer(200, v1.user(call.site, call.user))


@route("GET", "/rest/api/user")
def show(call: Call) -> Answer:
    found = call.world.users.get(call.query.get("accountId", ""))
    if found is None:
        raise not_found("No user found with the given account id")
    return Answer(200, v1.user(call.site, found))
