"""One request of the REST API: who asks, for what, and the answer it gets.

https://developer.pagerduty.com/docs/rest-api-v2/rest-api/
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from typing import Any

from multidict import MultiMapping

from bot.sandbox.clock import zone_of
from bot.sandbox.pagerduty.account import Account, Caller
from bot.sandbox.pagerduty.clock import parse
from bot.sandbox.pagerduty.errors import ApiError, invalid, not_found
from bot.sandbox.pagerduty.shapes.frame import TABLES, Frame
from bot.sandbox.pagerduty.world.incidents import Agent, Hand
from bot.sandbox.rest.addresses import Route
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

FLAGS = {"true": True, "1": True, "false": False, "0": False, "": False}


@dataclass(frozen=True)
class Call:
    account: Account
    caller: Caller
    query: MultiMapping[str]
    body: Json
    sender: str | None
    """The From header."""
    path: dict[str, str] = field(default_factory=dict)

    @cached_property
    def frame(self) -> Frame:
        """What the caller's answer is made in: with what it includes, in the zone it names."""
        return Frame(self.account, frozenset(self.many("include")), self.zone)

    @cached_property
    def zone(self) -> tzinfo:
        if not (name := self.query.get("time_zone")):
            return UTC
        try:
            return zone_of(name)
        except (KeyError, ValueError, OSError):
            raise invalid(f"Time zone {name} is not a valid time zone") from None

    @cached_property
    def hand(self) -> Hand:
        """Who does it, by the From header or the key; without either nothing is changed."""
        world = self.account.world
        if self.sender is None:
            if self.caller.user:
                return Hand(Agent("user", self.caller.user))
            raise invalid("The From header must be provided, with the email address of a valid user")
        user = world.user_of(self.sender)
        if user is None:
            raise ApiError(1008)
        return Hand(Agent("user", user.id))

    def many(self, name: str) -> list[str]:
        """The values of `name[]`, given once or again and again."""
        return [value for key in (f"{name}[]", name) for value in self.query.getall(key, [])]

    def flag(self, name: str) -> bool:
        said = self.query.get(name, "").lower()
        if said not in FLAGS:
            raise invalid(f"{name} must be true or false")
        return FLAGS[said]

    def moment(self, name: str) -> datetime | None:
        said = self.query.get(name)
        try:
            return parse(said, self.zone) if said else None
        except ValueError:
            raise ApiError(2004, f"{name} must be a valid ISO 8601 date") from None

    def found(self, kind: str, name: str = "id") -> Any:
        """The thing that the address names."""
        thing = getattr(self.account.world, TABLES[kind]).get(self.path[name])
        if thing is None:
            raise not_found()
        return thing

    def wrapped(self, name: str) -> Json:
        """What the body says under its one name."""
        said = self.body.get(name)
        if not isinstance(said, dict):
            raise invalid(f"{name.capitalize()} cannot be empty")
        return said

    def referred(self, kind: str, said: Any, what: str) -> str:
        """The id of a reference in the body to something that there is."""
        number = said.get("id") if isinstance(said, dict) else None
        if not isinstance(number, str) or number not in getattr(self.account.world, TABLES[kind]):
            raise invalid(f"{what} not found")
        return number


Handler = Callable[[Call], Answer]
ROUTES: list[Route[Handler]] = []


def route(method: str, template: str) -> Callable[[Handler], Handler]:
    """Answer this method of this address, in which {parts} stand for ids."""

    def enter(handler: Handler) -> Handler:
        ROUTES.append(Route(method, template, handler))
        ROUTES.sort(key=lambda one: one.parts)
        return handler

    return enter


def handler_of(method: str, path: str) -> tuple[Handler, dict[str, str]] | None:
    for known in ROUTES:
        if known.method == method and (match := known.pattern.fullmatch(path)):
            return known.handler, match.groupdict()
    return None


def text(said: Json, name: str, default: str = "") -> str:
    """A text of the body; null is as if it were not there."""
    value = said.get(name)
    if value is None:
        return default
    if not isinstance(value, str):
        raise invalid(f"{name.replace('_', ' ').capitalize()} must be a string")
    return value


def part(said: Json, name: str) -> Json:
    """An object within the body; null is as if it were empty."""
    value = said.get(name) or {}
    if not isinstance(value, dict):
        raise invalid(f"{name.replace('_', ' ').capitalize()} must be an object")
    return value


def one_of(said: Json, name: str, known: tuple[str, ...], default: str = "") -> str:
    value = text(said, name, default)
    if value and value not in known:
        raise invalid(f"{name.replace('_', ' ').capitalize()} must be one of {', '.join(known)}")
    return value
