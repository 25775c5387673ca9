"""Confluence's own contract: the OpenAPI file of Cloud's REST v2."""

import json
import re
from functools import cached_property
from pathlib import Path
from typing import Any

from contracts import CHECKERS, checker

from bot.sandbox.heard import Heard

Json = dict[str, Any]
FILE = CHECKERS.parent / "confluence" / "cloud-v2-openapi.json"
OLD = "/wiki/rest/api/"
UNLISTED = re.compile(r"/(direct-children|descendants)$")
"""Addresses that are younger than this file."""
LISTED = {"results", "start", "limit", "size"}
OF_V1 = {
    "GET /search": {*LISTED, "totalSize", "cqlQuery", "searchDuration", "_links"},
    "GET /content/search": {*LISTED, "_links"},
    "GET /content/*/label": LISTED,
    "POST /content/*/label": LISTED,
    "PUT /content/*/move/*/*": {"pageId"},
    **{f"{method} /content/*/restriction": LISTED for method in ("GET", "PUT", "POST", "DELETE")},
}
"""What the pages of v1 name: https://developer.atlassian.com/cloud/confluence/rest/v1/intro/."""
V2_ERROR = {"status", "code", "title", "detail"}


class Confluence:
    def name(self, heard: Heard) -> str:
        """Its address without ids."""
        method, path = heard.name.split(" ", 1)
        return f"{method} {self._spec.find(method, path)[0] or _starred(path)}"

    def problems(self, heard: Heard) -> list[str]:
        method, path = heard.name.split(" ", 1)
        if heard.way == "answer" and heard.status >= 400:  # where HTTP's refusals begin
            return [] if _is_error(heard, path) else [f"{heard.status} is told otherwise than with errors"]
        if path.startswith(OLD):
            return self._of_v1(heard, method, path)
        if UNLISTED.search(path):
            return []
        if heard.way == "request":
            return self._request(method, path, heard.said)
        found: list[str] = self._spec.check(method, path, status=heard.status, response_json=heard.said)
        return [one for one in found if one != "request body missing"]

    def _request(self, method: str, path: str, said: Json) -> list[str]:
        """The query and the body are logged as one; the file knows which names are the query's."""
        _, operation, both = self._spec.find(method, path)
        listed = [*(both or {}).get("parameters", []), *(operation or {}).get("parameters", [])]
        known = {one["name"] for one in listed if one["in"] == "query"}
        if method in {"GET", "DELETE"}:
            return list(self._spec.check(method, path, query=said))
        body = {key: value for key, value in said.items() if key not in known}
        return list(self._spec.check(method, path, request_json=body))

    def _of_v1(self, heard: Heard, method: str, path: str) -> list[str]:
        wanted = OF_V1.get(f"{method} /{_starred(path).removeprefix(OLD)}")
        if heard.way == "request" or wanted is None:
            return []
        return [f"/{key}: missing or unexpected" for key in sorted(wanted ^ set(heard.said or {}))]

    @cached_property
    def _spec(self) -> Any:
        return checker("openapi_check").Spec(json.loads(Path(FILE).read_text()))


def _starred(path: str) -> str:
    return re.sub(r"/(\d+|before|after|append)(?=/|$)", "/*", path)


def _is_error(heard: Heard, path: str) -> bool:
    """A wrong token is told in plain text, too many requests are by what stands before all of Atlassian's."""
    if heard.said is None:
        return heard.status == 401  # Unauthorized
    if heard.status == 429:  # Too Many Requests
        return isinstance(heard.said, dict) and set(heard.said) == {"code", "message"}
    if path.startswith(OLD):
        return isinstance(heard.said, dict) and {"statusCode", "data", "message"} == set(heard.said)
    errors = heard.said.get("errors") if isinstance(heard.said, dict) else None
    return isinstance(errors, list) and all(set(each) == V2_ERROR for each in errors)
