"""The site as data: spaces, and the pages and folders in them. Nothing here knows HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.sandbox.jira.ids import Counter
from bot.sandbox.jira.world.setup import User

Kind = Literal["page", "folder"]
FIRST = 9_830_401


@dataclass
class Space:
    id: str
    key: str
    name: str
    author: str
    created: datetime
    description: str = ""
    homepage: str = ""


@dataclass(frozen=True)
class Version:
    """What stood there from then on: the body is in storage format."""

    number: int
    author: str
    at: datetime
    title: str
    body: str
    message: str = ""
    is_minor: bool = False


@dataclass(frozen=True)
class Label:
    id: str
    name: str
    prefix: str = "global"


@dataclass
class Property:
    """JSON under a key, that only the API shows."""

    id: str
    key: str
    value: Any
    number: int
    author: str
    at: datetime
    message: str = ""


@dataclass
class Content:
    """A page or a folder; `seen_by` None is everybody, `found_at` when searches find what it says now."""

    id: str
    kind: Kind
    space: str
    parent: str | None
    author: str
    created: datetime
    versions: list[Version]
    status: Literal["current", "archived", "trashed"] = "current"
    position: int = 0
    seen_by: frozenset[str] | None = None
    found_at: float = 0
    labels: dict[str, Label] = field(default_factory=dict)
    properties: dict[str, Property] = field(default_factory=dict)

    @property
    def now(self) -> Version:
        return self.versions[-1]

    @property
    def title(self) -> str:
        return self.now.title

    def is_seen_by(self, user: User | None) -> bool:
        return self.seen_by is None or (user is not None and user.id in self.seen_by)


@dataclass
class World:
    """Everything by id, in the order of its making."""

    users: dict[str, User] = field(default_factory=dict)
    spaces: dict[str, Space] = field(default_factory=dict)
    contents: dict[str, Content] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    number: Counter = field(default_factory=lambda: Counter(FIRST))

    def space(self, named: str) -> Space | None:
        """By id or key."""
        key = named.upper()
        return self.spaces.get(named) or next((one for one in self.spaces.values() if one.key == key), None)

    def children(self, of: str | None, space: str = "") -> list[Content]:
        """In their order; of None those that stand at the root of the space."""
        found = [one for one in self.contents.values() if one.parent == of and one.status == "current"]
        return sorted((one for one in found if of or one.space == space), key=lambda one: one.position)

    def below(self, of: str, depth: int = 1) -> Iterator[tuple[Content, int]]:
        """All descendants, each with how deep it stands."""
        for one in self.children(of):
            yield one, depth
            yield from self.below(one.id, depth + 1)

    def above(self, one: Content) -> list[Content]:
        """From the root down to the parent."""
        parent = self.contents.get(one.parent or "")
        return [*self.above(parent), parent] if parent else []

    def titled(self, title: str, space: str, kind: Kind = "page") -> Content | None:
        """What stands under this title: titles are unique in a space, in whatever case."""
        wanted = title.strip().casefold()
        for one in self.contents.values():
            is_there = (one.kind, one.space) == (kind, space) and one.status != "trashed"
            if is_there and one.title.casefold() == wanted:
                return one
        return None

    def label(self, name: str, prefix: str = "global") -> Label:
        """One label is the same on all pages."""
        for one in self.labels.values():
            if (one.name, one.prefix) == (name, prefix):
                return one
        made = Label(self.number(), name, prefix)
        self.labels[made.id] = made
        return made
