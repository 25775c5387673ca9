"""What an administrator sets up: people, projects, types, workflows, fields, links."""

from dataclasses import dataclass, field


@dataclass
class User:
    """`name` is the one of Slack, and the user name of a Data Center."""

    id: str
    name: str
    display: str
    email: str
    zone: str = "Etc/UTC"
    is_admin: bool = False
    is_app: bool = False
    is_email_hidden: bool = False
    is_active: bool = True


@dataclass(frozen=True)
class Named:
    """A priority or a resolution."""

    id: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class Status:
    """`category` is new, indeterminate or done."""

    id: str
    name: str
    category: str


@dataclass(frozen=True)
class Move:
    """A transition: from which statuses to which; `asks` are the fields of its screen, all required."""

    id: str
    name: str
    source: frozenset[str]
    target: str
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workflow:
    name: str
    first: str
    moves: tuple[Move, ...]

    @property
    def statuses(self) -> list[str]:
        return list(dict.fromkeys([self.first, *(move.target for move in self.moves)]))


@dataclass(frozen=True)
class IssueType:
    id: str
    name: str
    description: str = ""


@dataclass
class Component:
    id: str
    project: str
    name: str
    description: str = ""


@dataclass
class Project:
    id: str
    key: str
    name: str
    lead: str
    types: list[str]
    workflow: Workflow
    issues: int = 0
    """How many there have ever been; the next one's key is one more."""


@dataclass
class Option:
    id: str
    value: str


@dataclass
class Field:
    """`screens` are the projects whose issues have it, and whether it is required there; None means all."""

    id: str
    name: str
    kind: str
    options: list[Option] = field(default_factory=list)
    screens: dict[str, bool] | None = None

    @property
    def is_custom(self) -> bool:
        return self.id.startswith("customfield_")


@dataclass
class LinkType:
    id: str
    name: str
    inward: str
    outward: str
