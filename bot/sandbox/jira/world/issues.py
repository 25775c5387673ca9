"""An issue, what is said and linked there, and what changed on it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.world import Json


@dataclass
class Comment:
    """The body is a document (ADF), as Cloud keeps it."""

    id: str
    author: str
    body: Json
    created: datetime
    updated: datetime
    editor: str
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass
class RemoteLink:
    id: str
    global_id: str
    said: Json
    """What was sent: object, application, relationship."""


@dataclass(frozen=True)
class Link:
    """The outward description is said of `source`: source blocks target."""

    id: str
    type: str
    source: str
    target: str


@dataclass(frozen=True)
class Change:
    """One field that changed, as the changelog tells it."""

    field_id: str
    field: str
    kind: str
    old: str | None
    old_words: str | None
    new: str | None
    new_words: str | None


@dataclass(frozen=True)
class History:
    id: str
    author: str
    at: datetime
    changes: tuple[Change, ...]


@dataclass
class Issue:
    """`values` by field id: ids of what there is, texts, documents; `found_at` is when searches find it."""

    id: str
    key: str
    project: str
    type: str
    status: str
    creator: str
    created: datetime
    updated: datetime
    status_changed: datetime
    found_at: float
    values: dict[str, Any] = field(default_factory=dict)
    resolved: datetime | None = None
    comments: dict[str, Comment] = field(default_factory=dict)
    remote_links: dict[str, RemoteLink] = field(default_factory=dict)
    watchers: list[str] = field(default_factory=list)
    properties: dict[str, Any] = field(default_factory=dict)
    history: list[History] = field(default_factory=list)

    @property
    def summary(self) -> str:
        return str(self.values.get("summary", ""))
