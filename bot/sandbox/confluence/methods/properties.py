"""Properties of a page or a folder: JSON under a key, that only the API shows.

https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-content-properties/
"""

import json
from collections.abc import Callable
from typing import Any

from bot.sandbox.confluence.errors import ApiError, not_found
from bot.sandbox.confluence.rest.call import Call, Handler, route
from bot.sandbox.confluence.rest.paging import page
from bot.sandbox.confluence.shapes import v2
from bot.sandbox.confluence.world import Property
from bot.sandbox.jira.clock import now
from bot.sandbox.rest.answers import Answer

LONGEST_KEY = 255
MOST_BYTES = 32_768


def _of_both(method: str, template: str) -> Callable[[Handler], Handler]:
    """Pages and folders have them alike."""

    def enter(handler: Handler) -> Handler:
        for kind in ("pages", "folders"):
            route(method, f"/api/v2/{kind}/{{id}}/properties{template}")(handler)
        return handler

    return enter


@_of_both("GET", "")
def list_properties(call: Call) -> Answer:
    key = call.query.get("key")
    found = [one for one in call.content().properties.values() if key is None or one.key == key]
    return page(call, found, v2.content_property)


@_of_both("POST", "")
def create(call: Call) -> Answer:
    one, said = call.content(), call.body
    key = said.get("key")
    if not isinstance(key, str) or not 0 < len(key) <= LONGEST_KEY:
        raise ApiError("The key of the property is not valid")
    if any(each.key == key for each in one.properties.values()):
        raise ApiError(f"A property with the key {key} already exists", 409)
    made = Property(call.world.number(), key, _value(said), 1, call.user.id, now())
    one.properties[made.id] = made
    return Answer(200, v2.content_property(made))


@_of_both("GET", "/{property}")
def show(call: Call) -> Answer:
    return Answer(200, v2.content_property(_found(call)))


@_of_both("PUT", "/{property}")
def update(call: Call) -> Answer:
    """The version must be the next, as of pages."""
    found, said = _found(call), call.body
    if said.get("key") != found.key:
        raise ApiError("The key of a property cannot be changed")
    version = said.get("version")
    number = version.get("number") if isinstance(version, dict) else None
    if number != found.number + 1:
        raise ApiError(f"Version must be incremented. Current Version: [{found.number}]", 409)
    found.value, found.number = _value(said), number
    found.author, found.at = call.user.id, now()
    return Answer(200, v2.content_property(found))


@_of_both("DELETE", "/{property}")
def delete(call: Call) -> Answer:
    del call.content().properties[_found(call).id]
    return Answer(204)


def _found(call: Call) -> Property:
    found = call.content().properties.get(call.path["property"])
    if found is None:
        raise not_found()
    return found


def _value(said: Any) -> Any:
    if "value" not in said or len(json.dumps(said["value"])) > MOST_BYTES:
        raise ApiError(f"The property needs a value, of at most {MOST_BYTES} bytes")
    return said["value"]
