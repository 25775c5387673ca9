"""Who alone sees a page: v1 alone tells and changes it. Who may change it the sandbox leaves open.

https://developer.atlassian.com/cloud/confluence/rest/v1/api-group-content-restrictions/
"""

from typing import Any

from bot.sandbox.confluence.errors import ApiError
from bot.sandbox.confluence.rest.call import Call, route
from bot.sandbox.confluence.shapes import v1
from bot.sandbox.confluence.world import Content
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json


@route("GET", "/rest/api/content/{id}/restriction")
def show(call: Call) -> Answer:
    return _answered(call, call.content())


@route("PUT", "/rest/api/content/{id}/restriction")
def update(call: Call) -> Answer:
    """These people and no others; nobody named is everybody. Who changes it must be among them."""
    one = call.content()
    people = _people(call)
    if people and call.user.id not in people:
        raise ApiError("You cannot restrict a page in such a way that you do not see it yourself")
    one.seen_by = people or None
    return _answered(call, one)


@route("POST", "/rest/api/content/{id}/restriction")
def add(call: Call) -> Answer:
    """Besides those who see it alone already."""
    one = call.content()
    one.seen_by = _people(call) | (one.seen_by or frozenset({call.user.id}))
    return _answered(call, one)


@route("DELETE", "/rest/api/content/{id}/restriction")
def delete(call: Call) -> Answer:
    one = call.content()
    one.seen_by = None
    return _answered(call, one)


def _people(call: Call) -> frozenset[str]:
    sent = call.sent.get("results") if isinstance(call.sent, dict) else call.sent
    if not isinstance(sent, list) or not all(isinstance(each, dict) for each in sent):
        raise ApiError("Restrictions are a list, or a list under results")
    named: set[str] = set()
    for each in sent:
        if each.get("operation") != "read":
            raise ApiError("The sandbox restricts reading alone")
        named |= {_person(call, user) for user in _users(each)}
    return frozenset(named)


def _users(said: Json) -> list[Any]:
    """As they are sent, or as an answer shows them."""
    restrictions = said.get("restrictions")
    users = restrictions.get("user", []) if isinstance(restrictions, dict) else []
    found = users.get("results", []) if isinstance(users, dict) else users
    return found if isinstance(found, list) else []


def _person(call: Call, said: Any) -> str:
    account = said.get("accountId") if isinstance(said, dict) else None
    if account not in call.world.users:
        raise ApiError(f"User with account id {account} does not exist")
    return str(account)


def _answered(call: Call, one: Content) -> Answer:
    users = [v1.user(call.site, call.world.users[each]) for each in sorted(one.seen_by or ())]
    people = {"results": users, "start": 0, "limit": 200, "size": len(users)}
    groups = {"results": [], "start": 0, "limit": 200, "size": 0}
    read = {"operation": "read", "restrictions": {"user": people, "group": groups}}
    return Answer(200, {"results": [read], "start": 0, "limit": 100, "size": 1})
