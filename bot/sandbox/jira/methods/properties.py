"""Properties of an issue: JSON under a key, that only the API shows.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-properties/
"""

import json

from bot.sandbox.jira.errors import ApiError, not_found
from bot.sandbox.jira.rest.call import Call, route
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

LONGEST_KEY = 255
MOST_BYTES = 32_768


@route("GET", "/issue/{issue}/properties")
def list_keys(call: Call) -> Answer:
    one = call.issue()
    return Answer(200, {"keys": [{"self": _at(call, one.id, key), "key": key} for key in one.properties]})


@route("GET", "/issue/{issue}/properties/{key}")
def show(call: Call) -> Answer:
    key, found = _found(call)
    return Answer(200, {"key": key, "value": found[key]})


@route("PUT", "/issue/{issue}/properties/{key}")
def put(call: Call) -> Answer:
    """200 where it was there already."""
    one, key = call.issue(), call.path["key"]
    if len(key) > LONGEST_KEY or call.sent is None or len(json.dumps(call.sent)) > MOST_BYTES:
        raise ApiError("The key or the value of the property is not valid.")
    is_new = key not in one.properties
    one.properties[key] = call.sent
    return Answer(201 if is_new else 200)


@route("DELETE", "/issue/{issue}/properties/{key}")
def delete(call: Call) -> Answer:
    key, found = _found(call)
    del found[key]
    return Answer(204)


def _found(call: Call) -> tuple[str, Json]:
    one, key = call.issue(), call.path["key"]
    if key not in one.properties:
        raise not_found(f"The property with key '{key}' does not exist on issue '{one.key}'.")
    return key, one.properties


def _at(call: Call, number: str, key: str) -> str:
    return call.frame.at(f"issue/{number}/properties/{key}")
