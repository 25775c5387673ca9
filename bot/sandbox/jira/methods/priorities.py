"""Priorities, resolutions, statuses, types: what every project shares.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-priorities/
"""

from bot.sandbox.jira.errors import not_found
from bot.sandbox.jira.fields.screens import DEFAULTS
from bot.sandbox.jira.rest.call import Call, route
from bot.sandbox.jira.rest.paging import page
from bot.sandbox.jira.shapes import setup
from bot.sandbox.jira.world import named
from bot.sandbox.jira.world.setup import Named
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json


@route("GET", "/priority")
def priorities(call: Call) -> Answer:
    """The most severe first."""
    return Answer(200, [setup.whole_priority(call.frame, one) for one in call.world.priorities.values()])


@route("GET", "/priority/search", only="Cloud")
def search_priorities(call: Call) -> Answer:
    def shape(one: Named) -> Json:
        return {**setup.whole_priority(call.frame, one), "isDefault": one.id == DEFAULTS["priority"]}

    return page(call, [*call.world.priorities.values()], shape)


@route("GET", "/priority/{id}")
def priority(call: Call) -> Answer:
    found = call.world.priorities.get(call.path["id"])
    if found is None:
        raise not_found(f"The priority with id '{call.path['id']}' does not exist")
    return Answer(200, setup.whole_priority(call.frame, found))


@route("GET", "/resolution")
def resolutions(call: Call) -> Answer:
    return Answer(200, [setup.resolution(call.frame, one) for one in call.world.resolutions.values()])


@route("GET", "/resolution/{id}")
def resolution(call: Call) -> Answer:
    found = call.world.resolutions.get(call.path["id"])
    if found is None:
        raise not_found(f"The resolution with id '{call.path['id']}' does not exist")
    return Answer(200, setup.resolution(call.frame, found))


@route("GET", "/status")
def statuses(call: Call) -> Answer:
    return Answer(200, [setup.status(call.frame, one) for one in call.world.statuses.values()])


@route("GET", "/status/{id}")
def status(call: Call) -> Answer:
    """By id or name."""
    found = named(call.world.statuses.values(), call.path["id"])
    if found is None:
        raise not_found(f"Could not find the status with id or name '{call.path['id']}'")
    return Answer(200, setup.status(call.frame, found))


@route("GET", "/statuscategory")
def categories(call: Call) -> Answer:
    return Answer(200, [setup.category(call.frame, key) for key in setup.CATEGORIES])


@route("GET", "/issuetype")
def types(call: Call) -> Answer:
    return Answer(200, [setup.issue_type(call.frame, one) for one in call.world.types.values()])


@route("GET", "/issuetype/{id}")
def issue_type(call: Call) -> Answer:
    found = call.world.types.get(call.path["id"])
    if found is None:
        raise not_found(f"The issue type with id '{call.path['id']}' does not exist")
    return Answer(200, setup.issue_type(call.frame, found))
