"""One request of the REST API: who asks, for what, and the answer it gets."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from multidict import MultiMapping

from bot.sandbox.confluence.errors import ApiError, forbidden, not_found
from bot.sandbox.confluence.site import PREFIX, Site
from bot.sandbox.confluence.world import Content, Space, World
from bot.sandbox.jira.world.setup import User
from bot.sandbox.rest.addresses import Route, starred
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

FLAGS = {"true": True, "false": False}


@dataclass(frozen=True)
class Call:
    site: Site
    user: User
    address: str
    query: MultiMapping[str]
    sent: Any
    """The body, whatever JSON it is."""
    path: dict[str, str] = field(default_factory=dict)

    @property
    def world(self) -> World:
        return self.site.world

    @property
    def body(self) -> Json:
        if not isinstance(self.sent, dict):
            raise ApiError("The request body must be a JSON object", 400, "BAD_REQUEST")
        return self.sent

    def must_write(self) -> None:
        """The app's account may have lost the right to."""
        if self.user.is_app and self.site.switches.is_read_only:
            raise forbidden()

    def content(self, kind: str = "", name: str = "id") -> Content:
        """What stands there still; what the caller may not see is as if there were nothing."""
        one = self.any_content(kind, name)
        if one.status == "trashed":
            raise not_found()
        return one

    def any_content(self, kind: str = "", name: str = "id") -> Content:
        """Thrown away or not."""
        said = self.path[name]
        if not said.isdecimal():
            raise ApiError(
                f"Provided value {{{said}}} for '{name}' is not the correct type. Expected type is long"
            )
        one = self.world.contents.get(said)
        if one is None or not one.is_seen_by(self.user) or (kind and one.kind != kind):
            raise not_found()
        return one

    def space(self, said: Any) -> Space:
        found = self.world.spaces.get(str(said))
        if found is None:
            raise not_found("The space could not be found")
        return found

    def many(self, name: str) -> list[str]:
        """The values of the query, given again and again or parted by commas."""
        return [part for value in self.query.getall(name, []) for part in value.split(",") if part]

    def flag(self, name: str, *, default: bool = False) -> bool:
        said = self.query.get(name)
        if said is not None and said.lower() not in FLAGS:
            raise ApiError(
                f"Provided value {{{said}}} for '{name}' is not the correct type. Expected type is boolean"
            )
        return FLAGS[said.lower()] if said else default

    def number(self, name: str, default: int, most: int) -> int:
        said = self.query.get(name, str(default))
        if not (said.isascii() and said.isdecimal() and 0 < int(said[:9]) <= most):
            raise ApiError(f"Provided value {{{said}}} for '{name}' must be between 1 and {most}")
        return int(said)

    def one_of(self, name: str, known: tuple[str, ...]) -> str:
        """A word of the query that is one of these; empty where it is not given."""
        said = self.query.get(name, "")
        if said and said not in known:
            raise ApiError(f"Provided value {{{said}}} for '{name}' is not one of {', '.join(known)}")
        return said


Handler = Callable[[Call], Answer]


ROUTES: list[Route[Handler]] = []


def route(method: str, template: str) -> Callable[[Handler], Handler]:
    """Answer this method of this address below the site's."""

    def enter(handler: Handler) -> Handler:
        ROUTES.append(Route(method, template, handler))
        ROUTES.sort(key=lambda one: one.parts)
        return handler

    return enter


def route_of(method: str, path: str) -> tuple[Handler, dict[str, str]] | None:
    for known in ROUTES:
        if known.method == method and (match := known.pattern.fullmatch(path)):
            return known.handler, match.groupdict()
    return None


def is_known(path: str) -> bool:
    """By whatever method."""
    return any(known.pattern.fullmatch(path) for known in ROUTES)


def names() -> list[str]:
    """What faults may match, ids as a star."""
    return [f"{one.method} {PREFIX}{starred(one.template)}" for one in ROUTES]
