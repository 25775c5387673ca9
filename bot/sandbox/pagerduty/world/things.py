"""Whom PagerDuty calls, and in which order: people, teams, schedules, escalation policies, services."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.sandbox.world import Json

ContactKind = Literal["email", "phone", "sms", "push_notification"]


@dataclass
class ContactMethod:
    id: str
    kind: ContactKind
    label: str
    address: str
    country_code: int = 0


@dataclass
class NotificationRule:
    """After how many minutes somebody is called, and by which of their contact methods."""

    id: str
    minutes: int
    contact_method: str
    urgency: str


@dataclass
class User:
    id: str
    name: str
    email: str
    time_zone: str = "Etc/UTC"
    job_title: str = ""
    role: str = "limited_user"
    color: str = "purple"
    description: str = ""
    contact_methods: dict[str, ContactMethod] = field(default_factory=dict)
    notification_rules: dict[str, NotificationRule] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        return self.name


@dataclass
class Team:
    id: str
    name: str
    description: str = ""
    members: dict[str, str] = field(default_factory=dict)
    """The role in the team, by user."""

    @property
    def summary(self) -> str:
        return self.name


@dataclass
class Layer:
    """People who take turns, from `start` on; restrictions say at which hours."""

    id: str
    name: str
    start: datetime
    turn_seconds: int
    users: list[str]
    restrictions: list[Json] = field(default_factory=list)
    end: datetime | None = None


@dataclass
class Override:
    id: str
    start: datetime
    end: datetime
    user: str


@dataclass
class Schedule:
    """Later layers stand above earlier ones, overrides above all, and of those the newest."""

    id: str
    name: str
    time_zone: str
    description: str = ""
    layers: list[Layer] = field(default_factory=list)
    overrides: dict[str, Override] = field(default_factory=dict)
    teams: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        return self.name

    @property
    def users(self) -> list[str]:
        return list(dict.fromkeys(user for layer in self.layers for user in layer.users))


@dataclass
class Level:
    """One step of an escalation policy; a target is ("user", id) or ("schedule", id)."""

    id: str
    minutes: int
    targets: list[tuple[str, str]]


@dataclass
class Policy:
    id: str
    name: str
    levels: list[Level]
    description: str = ""
    num_loops: int = 0
    teams: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        return self.name


@dataclass
class Service:
    """Timeouts in seconds, None for never; the routing key is what Events v2 names it by."""

    id: str
    name: str
    policy: str
    created: datetime
    routing_key: str
    integration: str
    description: str = ""
    is_disabled: bool = False
    auto_resolve_timeout: int | None = 14_400
    acknowledgement_timeout: int | None = 1_800
    urgency: str = "high"
    teams: list[str] = field(default_factory=list)
    own_fields: Json = field(default_factory=dict)

    @property
    def summary(self) -> str:
        return self.name


@dataclass
class Priority:
    id: str
    name: str
    description: str

    @property
    def summary(self) -> str:
        return self.name


@dataclass
class MaintenanceWindow:
    id: str
    number: int
    start: datetime
    end: datetime
    services: list[str]
    created_by: str
    description: str = ""

    @property
    def summary(self) -> str:
        return self.description or f"Maintenance {self.number}"
