"""Addresses of a REST API, in which {parts} stand for ids."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

Handler = TypeVar("Handler")


@dataclass(frozen=True)
class Route(Generic[Handler]):
    """Who answers a method of an address."""

    method: str
    template: str
    handler: Handler

    @cached_property
    def pattern(self) -> "re.Pattern[str]":
        """What each address of it matches, its parts by their names."""
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.template))

    @property
    def parts(self) -> int:
        """Addresses without parts come before those with."""
        return self.template.count("{")


def starred(template: str) -> str:
    """Give what faults may match, parts as a star."""
    return re.sub(r"{.*?}", "*", template)
