"""Issues found by JQL: on Cloud page by page with a token, on a Data Center by number.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/
"""

import base64
import binascii
import time
from collections.abc import Callable
from typing import Any

from bot.sandbox.jira import jql
from bot.sandbox.jira.errors import ApiError
from bot.sandbox.jira.rest.call import Call, route
from bot.sandbox.jira.shapes import issues as shapes
from bot.sandbox.jira.world.issues import Issue
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

DEFAULT = 50
MOST = 5000
MOST_OLD = 1000


@route("GET", "/search/jql", only="Cloud")
def by_get(call: Call) -> Answer:
    keys = ("jql", "nextPageToken", "maxResults", "expand")
    said: Json = {key: call.query[key] for key in keys if key in call.query}
    lists = {key: call.many(key) for key in ("fields", "properties", "reconcileIssues")}
    return _found(call, {**said, **lists})


@route("POST", "/search/jql", only="Cloud")
def by_post(call: Call) -> Answer:
    return _found(call, call.body)


@route("POST", "/search/approximate-count", only="Cloud")
def count(call: Call) -> Answer:
    asked = _asked(call, call.body)
    return Answer(200, {"count": sum(asked.fits(one) for one in call.world.issues.values())})


@route("GET", "/search", only="Server")
def by_number(call: Call) -> Answer:
    keys = ("jql", "startAt", "maxResults", "expand")
    said: Json = {key: call.query[key] for key in keys if key in call.query}
    return _numbered(call, {**said, "fields": call.many("fields")})


@route("POST", "/search", only="Server")
def by_number_posted(call: Call) -> Answer:
    return _numbered(call, call.body)


def _found(call: Call, said: Json) -> Answer:
    """Without `fields` only ids; what is freshly made is found later, or if it is named to be reconciled."""
    asked = _asked(call, said)
    if not asked.is_bound:
        raise ApiError(
            "Unbounded JQL queries are not allowed here. Please add a search restriction to your query."
        )
    start, size = _start(said.get("nextPageToken")), _size(said, MOST)
    fresh = {str(one) for one in _listed(said, "reconcileIssues")}
    now = time.monotonic()
    known = [one for one in call.world.issues.values() if one.found_at <= now or one.id in fresh]
    found = asked.find(known)
    shape = _shape(call, said)
    answer: Json = {"issues": [shape(one) for one in found[start : start + size]]}
    if is_more := start + size < len(found):
        answer["nextPageToken"] = base64.urlsafe_b64encode(f"from={start + size}".encode()).decode()
    return Answer(200, {**answer, "isLast": not is_more})


def _shape(call: Call, said: Json) -> Callable[[Issue], Json]:
    wanted = [str(one) for one in _listed(said, "fields") if one]
    properties = [str(one) for one in _listed(said, "properties")]
    with_changelog = "changelog" in str(said.get("expand") or "").split(",")

    def shape(one: Issue) -> Json:
        if not wanted or wanted == ["id"]:
            return {"id": one.id}
        shown = shapes.issue(call.frame, one, wanted)
        if properties:
            shown["properties"] = {key: one.properties[key] for key in properties if key in one.properties}
        if with_changelog:
            shown["changelog"] = shapes.changelog(call.frame, one)
        return shown

    return shape


def _numbered(call: Call, said: Json) -> Answer:
    start, size = _number(said, "startAt", 0), _size(said, MOST_OLD)
    now = time.monotonic()
    found = _asked(call, said).find(one for one in call.world.issues.values() if one.found_at <= now)
    wanted = [str(one) for one in _listed(said, "fields") if one] or ["*navigable"]
    answer: Json = {"expand": "schema,names", "startAt": start, "maxResults": size, "total": len(found)}
    answer["issues"] = [shapes.issue(call.frame, one, wanted) for one in found[start : start + size]]
    return Answer(200, answer)


def _asked(call: Call, said: Json) -> jql.Asked:
    query = said.get("jql") or ""
    if not isinstance(query, str):
        raise ApiError("The jql must be a string.")
    return jql.ask(call.world, query, call.caller)


def _start(token: Any) -> int:
    if not token:
        return 0
    try:
        return int(base64.urlsafe_b64decode(str(token)).decode().removeprefix("from="))
    except (ValueError, binascii.Error):
        raise ApiError("The provided next page token is invalid.") from None


def _size(said: Json, most: int) -> int:
    return min(_number(said, "maxResults", DEFAULT) or DEFAULT, most)


def _number(said: Json, name: str, default: int) -> int:
    try:
        return max(0, int(said.get(name, default)))
    except (TypeError, ValueError):
        raise ApiError(f"Failed to convert '{said.get(name)}' to a number for '{name}'.") from None


def _listed(said: Json, name: str) -> list[Any]:
    value = said.get(name) or []
    if not isinstance(value, list):
        raise ApiError(f"{name} must be a list.")
    return value
