"""People found: by accountId, by the beginning of a name, by an e-mail that is not hidden.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/
"""

from collections.abc import Callable

from bot.sandbox.jira.errors import ApiError, not_found
from bot.sandbox.jira.rest.call import Call, route
from bot.sandbox.jira.rest.paging import slice_of
from bot.sandbox.jira.shapes import people
from bot.sandbox.jira.world.setup import User
from bot.sandbox.rest.answers import Answer


@route("GET", "/user")
def user(call: Call) -> Answer:
    wanted = call.query.get("accountId") if call.site.is_cloud else call.query.get("username")
    key = "accountId" if call.site.is_cloud else "username"
    if not wanted:
        raise ApiError(f"The query parameter '{key}' needs to be provided")
    for one in call.world.users.values():
        if wanted == (one.id if call.site.is_cloud else one.name):
            return Answer(200, people.user(call.frame, one))
    if call.site.is_cloud:
        raise not_found(f"Specified user does not exist or you do not have required permissions: {wanted}")
    raise not_found(f"The user named '{wanted}' does not exist")


@route("GET", "/user/search")
def search(call: Call) -> Answer:
    return _listed(call, lambda one: one.is_active)


@route("GET", "/user/assignable/search")
def assignable(call: Call) -> Answer:
    """Everybody active may be assigned everything."""
    project = call.query.get("project")
    if project and call.world.project(project) is None:
        raise not_found(f"No project could be found with key '{project}'.")
    return _listed(call, lambda one: one.is_active, needs_query=False)


@route("GET", "/users/search")
def everybody(call: Call) -> Answer:
    found, _ = slice_of(call, list(call.world.users.values()), most=1000)
    return Answer(200, [people.user(call.frame, one) for one in found])


def _listed(call: Call, fits: Callable[[User], bool], *, needs_query: bool = True) -> Answer:
    by_id = call.query.get("accountId")
    asked = call.query.get("query") or ("" if call.site.is_cloud else call.query.get("username", ""))
    if needs_query and not asked and not by_id:
        key = "query" if call.site.is_cloud else "username"
        raise ApiError(f"The {key} parameter needs to be provided")
    known = [one for one in call.world.users.values() if fits(one) and _is_asked(call, one, asked, by_id)]
    found, _ = slice_of(call, known, most=1000)
    return Answer(200, [people.user(call.frame, one) for one in found])


def _is_asked(call: Call, one: User, asked: str, by_id: str | None) -> bool:
    """The beginning of a word of the name, or of the e-mail where it may be seen."""
    if by_id:
        return one.id == by_id
    wanted = asked.strip().casefold()
    if call.site.is_cloud and wanted == one.id:
        return True
    words = [one.display, *one.display.split()]
    if not one.is_email_hidden or one is call.caller:
        words.append(one.email)
    if not call.site.is_cloud:
        words.append(one.name)
    return any(word.casefold().startswith(wanted) for word in words)
