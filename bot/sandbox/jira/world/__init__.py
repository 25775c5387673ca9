"""The site as data: what is set up, and the issues. Nothing here knows HTTP."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from bot.sandbox.jira.ids import Counter
from bot.sandbox.jira.world.hooks import Hook
from bot.sandbox.jira.world.issues import Issue, Link
from bot.sandbox.jira.world.setup import (
    Component,
    Field,
    IssueType,
    LinkType,
    Named,
    Project,
    Status,
    User,
)

FIRST = 10_000


class Thing(Protocol):
    """Something that people call by its name."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


Found = TypeVar("Found", bound=Thing)


@dataclass
class World:
    """Everything by id, in the order of its making."""

    users: dict[str, User] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    types: dict[str, IssueType] = field(default_factory=dict)
    statuses: dict[str, Status] = field(default_factory=dict)
    priorities: dict[str, Named] = field(default_factory=dict)
    resolutions: dict[str, Named] = field(default_factory=dict)
    components: dict[str, Component] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    link_types: dict[str, LinkType] = field(default_factory=dict)
    issues: dict[str, Issue] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    hooks: dict[str, Hook] = field(default_factory=dict)
    number: Counter = field(default_factory=lambda: Counter(FIRST))

    def user_of(self, email: str) -> User | None:
        wanted = email.strip().casefold()
        return next((user for user in self.users.values() if user.email.casefold() == wanted), None)

    def issue(self, named: str) -> Issue | None:
        """By id or key, in whatever case."""
        key = named.upper()
        return self.issues.get(named) or next((one for one in self.issues.values() if one.key == key), None)

    def project(self, named: str) -> Project | None:
        key = named.upper()
        return self.projects.get(named) or next(
            (one for one in self.projects.values() if one.key == key), None
        )

    def components_of(self, project: Project) -> list[Component]:
        return [one for one in self.components.values() if one.project == project.id]

    def fields_of(self, project: Project) -> Iterator[Field]:
        """Those on the screens of the project's issues."""
        return (one for one in self.fields.values() if one.screens is None or project.key in one.screens)

    def links_of(self, issue: Issue) -> list[Link]:
        return [one for one in self.links.values() if issue.id in {one.source, one.target}]


def named(things: Iterable[Found], said: Any) -> Found | None:
    """By id, else by name in whatever case."""
    known = list(things)
    wanted = str(said).casefold()
    return next((one for one in known if one.id == said), None) or next(
        (one for one in known if one.name.casefold() == wanted), None
    )
