"""Jira's own contract: the OpenAPI file of Cloud's REST v3, which v2 follows but for its texts."""

import json
import re
from functools import cached_property
from pathlib import Path
from typing import Any

from contracts import CHECKERS, checker

from bot.sandbox.heard import Heard

Json = dict[str, Any]
FILE = CHECKERS.parent / "jira" / "cloud-v3-openapi.json"
ADDRESS = re.compile(r"/rest/api/(?:2|3|latest)/")
BARE = re.compile(r"/watchers$|/properties/[^/]+$")
"""Addresses whose body is no object: it is logged as `body`."""
UNLISTED = re.compile(r"/rest/(webhooks|auth|applinks)/")
"""Addresses that Jira's pages tell of, but not this file."""
OF_ISSUE = {"timestamp", "webhookEvent", "issue_event_type_name", "user", "issue"}
EVENTS: dict[str, set[str]] = {
    "jira:issue_created": OF_ISSUE,
    "jira:issue_updated": {*OF_ISSUE, "changelog"},
    "jira:issue_deleted": OF_ISSUE,
    "comment_created": {"timestamp", "webhookEvent", "comment", "issue", "eventType"},
    "comment_updated": {"timestamp", "webhookEvent", "comment", "issue", "eventType"},
    "comment_deleted": {"timestamp", "webhookEvent", "comment", "issue", "eventType"},
    "issuelink_created": {"timestamp", "webhookEvent", "issueLink"},
    "issuelink_deleted": {"timestamp", "webhookEvent", "issueLink"},
}
"""What each webhook says: https://developer.atlassian.com/cloud/jira/platform/webhooks/."""
PARTS = {"issue": "IssueBean", "comment": "Comment", "changelog": "Changelog", "user": "UserDetails"}
FAULTS = (
    re.compile(r"request body missing$"),  # only the answer is judged here
    re.compile(r"^GET /rest/api/[23]/issue/[^/]+/remotelink response /: \["),
)  # a list, not one
"""What is wrong with the file itself."""


class Jira:
    def name(self, heard: Heard) -> str:
        """Its address without ids, or the name of its event."""
        if heard.way == "envelope":
            return heard.name
        method, path = _parted(heard.name)
        return f"{method} {self._spec.find(method, path)[0] or path}"

    def problems(self, heard: Heard) -> list[str]:
        if heard.way == "envelope":
            return self._webhook(heard.name, heard.said)
        method, path = _parted(heard.name)
        if UNLISTED.search(path):
            return []
        if heard.way == "request":
            return self._request(method, path, heard.said)
        if heard.status >= 400:  # where HTTP's refusals begin
            return [] if _is_error(heard) else [f"{heard.status} is told otherwise than with messages"]
        found: list[str] = self._spec.check(method, path, status=heard.status, response_json=heard.said)
        return [one for one in found if not any(fault.search(f"{method} {path} {one}") for fault in FAULTS)]

    def _request(self, method: str, path: str, said: Json) -> list[str]:
        """The query and the body are logged as one; the file knows which names are the query's."""
        _, operation, both = self._spec.find(method, path)
        listed = [*(both or {}).get("parameters", []), *(operation or {}).get("parameters", [])]
        known = {one["name"] for one in listed if one["in"] == "query"}
        if method in {"GET", "DELETE"}:
            return list(self._spec.check(method, path, query=said))
        body = said.get("body") if BARE.search(path) else {k: v for k, v in said.items() if k not in known}
        return list(self._spec.check(method, path, request_json=body))

    def _webhook(self, name: str, said: Json) -> list[str]:
        wanted = EVENTS.get(name)
        if wanted is None:
            return ["is no event of Jira's"]
        found = [f"/{key}: missing or unexpected" for key in sorted(wanted ^ set(said))]
        for key in PARTS.keys() & said.keys():
            found += self._part(PARTS[key], said[key], key)
        return found

    def _part(self, schema: str, said: Json, where: str) -> list[str]:
        validator = checker("openapi_check").OAS30ReadValidator
        pointed = {"$ref": f"#/components/schemas/{schema}"}
        found: list[str] = self._spec._errors(validator, pointed, said, where, lenient_null=True)  # noqa: SLF001  # a checker
        return found

    @cached_property
    def _spec(self) -> Any:
        return checker("openapi_check").Spec(json.loads(Path(FILE).read_text()))


def _parted(name: str) -> tuple[str, str]:
    method, path = name.split(" ", 1)
    return method, ADDRESS.sub("/rest/api/3/", path)


def _is_error(heard: Heard) -> bool:
    """A wrong token is told in plain text."""
    if heard.said is None:
        return heard.status == 401  # Unauthorized
    return isinstance(heard.said, dict) and set(heard.said) == {"errorMessages", "errors"}
