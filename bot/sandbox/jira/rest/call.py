"""One request of the REST API: who asks, for what, and the answer it gets.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from multidict import MultiMapping

from bot.sandbox.jira.errors import ApiError, no_issue, not_found, wrong
from bot.sandbox.jira.fields.reading import document
from bot.sandbox.jira.fields.said import Said, WrongValueError
from bot.sandbox.jira.shapes.frame import Frame
from bot.sandbox.jira.site import Site
from bot.sandbox.jira.world import World
from bot.sandbox.jira.world.issues import Issue
from bot.sandbox.jira.world.setup import Project, User
from bot.sandbox.rest import addresses
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json


@dataclass(frozen=True)
class Call:
    site: Site
    version: str
    caller: User | None
    """None where the address is open to everybody."""
    query: MultiMapping[str]
    sent: Any
    """The body, whatever JSON it is."""
    path: dict[str, str] = field(default_factory=dict)

    @cached_property
    def frame(self) -> Frame:
        return Frame(self.site, self.version, self.caller)

    @property
    def world(self) -> World:
        return self.site.world

    @property
    def user(self) -> User:
        if self.caller is None:
            raise unauthorized()
        return self.caller

    @property
    def body(self) -> Json:
        if not isinstance(self.sent, dict):
            raise ApiError("Invalid request payload. Refer to the REST API documentation and try again.")
        return self.sent

    def mapping(self, name: str) -> Json:
        """A part of the body that is an object, or is left out."""
        found = self.body.get(name) or {}
        if not isinstance(found, dict):
            raise ApiError(f"'{name}' must be an object.")
        return dict(found)

    def said_in(self, project: Project) -> Said:
        return Said(self.site, self.version, self.user, project)

    def issue(self, name: str = "issue") -> Issue:
        return self.issue_of(self.path[name])

    def issue_of(self, named: Any) -> Issue:
        found = self.world.issue(str(named))
        if found is None:
            raise no_issue()
        return found

    def project(self, name: str = "project") -> Project:
        found = self.world.project(self.path[name])
        if found is None:
            raise not_found(f"No project could be found with key '{self.path[name]}'.")
        return found

    def must_be_admin(self) -> None:
        if not self.user.is_admin:
            raise ApiError("Only Jira administrators can do this.", status=403)

    def text(self, name: str) -> Json:
        """A text of the body, in the notation of this version; it must say something."""
        try:
            read = document(self.version, self.body.get(name))
        except WrongValueError:
            raise wrong({"comment": "Comment body is not valid!"}) from None
        if read is None or not read["content"]:
            raise wrong({"comment": "Comment body can not be empty!"})
        return read

    def many(self, name: str) -> list[str]:
        """The values of the query, given again and again or parted by commas."""
        return [part for value in self.query.getall(name, []) for part in value.split(",") if part]

    def expands(self, name: str) -> bool:
        return name in self.many("expand")


def unauthorized() -> ApiError:
    return ApiError(
        "You are not authenticated. Authentication required to perform this operation.", status=401
    )


Handler = Callable[[Call], Answer]


@dataclass(frozen=True)
class Route(addresses.Route[Handler]):
    is_open: bool
    only: str
    """The deployment that has it, or none for both."""


ROUTES: list[Route] = []


def route(
    method: str, template: str, *, is_open: bool = False, only: str = ""
) -> Callable[[Handler], Handler]:
    """Answer this method of this address below /rest/api/{version}, or of one beginning with /rest."""

    def enter(handler: Handler) -> Handler:
        ROUTES.append(Route(method, template, handler, is_open, only))
        ROUTES.sort(key=lambda one: one.parts)
        return handler

    return enter


def route_of(method: str, path: str, deployment: str) -> tuple[Route, dict[str, str]] | None:
    for known in ROUTES:
        if (
            known.method == method
            and known.only in {"", deployment}
            and (match := known.pattern.fullmatch(path))
        ):
            return known, match.groupdict()
    return None


def number(call: Call, name: str, default: int) -> int:
    said = call.query.get(name, str(default))
    if not (said.isascii() and said.isdecimal() and len(said) < 10):
        raise ApiError(f"Failed to convert '{said}' to a number for '{name}'.")
    return int(said)


def read_json(sent: bytes) -> Any:
    """ValueError where it is none."""
    return json.loads(sent) if sent else None
