"""An incident with its notes and alerts, and what its log says."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.sandbox.world import Json

Status = Literal["triggered", "acknowledged", "resolved"]


@dataclass(frozen=True)
class Agent:
    """Who did something: a user, or the service by itself."""

    kind: Literal["user", "service"]
    id: str


@dataclass(frozen=True)
class Hand:
    """Who does something, and by which way: the API, the website, or time that has passed."""

    agent: Agent
    via: Literal["api", "website", "timeout", "events_api_v2"] = "api"
    client: Json | None = None
    """What webhooks call the tool that was used."""

    @property
    def channel(self) -> Json:
        return {"type": self.via}


@dataclass
class Note:
    id: str
    user: str
    content: str
    created: datetime
    updated: datetime


@dataclass
class Alert:
    id: str
    incident: str
    service: str
    key: str
    summary: str
    created: datetime
    severity: str = "critical"
    status: Literal["triggered", "resolved"] = "triggered"
    details: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """A line of the log; `extra` is what its type has beside what all have."""

    id: str
    type: str
    incident: str
    service: str
    at: datetime
    agent: Agent
    summary: str
    channel: Json
    extra: Json = field(default_factory=dict)


@dataclass
class Incident:
    """`level` counts from 1; `escalates`, `times_out` and `expires` are when something happens by itself."""

    id: str
    number: int
    title: str
    service: str
    policy: str
    key: str
    created: datetime
    updated: datetime
    changed: datetime
    changed_by: Agent
    urgency: str = "high"
    status: Status = "triggered"
    priority: str | None = None
    details: str = ""
    assignments: dict[str, datetime] = field(default_factory=dict)
    """Since when, by user."""
    acknowledgements: dict[str, datetime] = field(default_factory=dict)
    assigned_via: str = "escalation_policy"
    level: int = 1
    loops: int = 0
    escalates: datetime | None = None
    times_out: datetime | None = None
    """When an acknowledgement or a snooze is over."""
    expires: datetime | None = None
    """When it is resolved though nobody did anything."""
    resolved: datetime | None = None
    reopened: datetime | None = None
    merged_into: str | None = None
    bridge: Json | None = None
    type_name: str = "incident_default"
    client: Json | None = None
    """What Events v2 said of the tool that raised it."""
    notes: dict[str, Note] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    own_fields: Json = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.status != "resolved"

    @property
    def summary(self) -> str:
        return f"[#{self.number}] {self.title}"
