"""What has happened to an incident. The timeline is these, in order, and nothing is ever taken out."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Event:
    """Something happened at `at`, done by `by` (a Slack user id, empty where Firebell itself did it)."""

    at: datetime
    by: str


@dataclass(frozen=True)
class IncidentOpened(Event):
    priority: str
    category: str


@dataclass(frozen=True)
class LinkMade(Event):
    """Its counterpart elsewhere exists: `kind` is a LinkKind, `key` how the other side calls it."""

    kind: str
    key: str
    url: str = ""
    name: str = ""


@dataclass(frozen=True)
class PeopleInvited(Event):
    people: tuple[str, ...]


@dataclass(frozen=True)
class PersonJoining(Event):
    """Somebody asked to be let into the channel."""


@dataclass(frozen=True)
class RespondersKnown(Event):
    """The members of the usergroups were read for the first time, after the incident had begun."""


@dataclass(frozen=True)
class ChannelRenamed(Event):
    name: str


@dataclass(frozen=True)
class DeliveryFailed(Event):
    """Something that had to be done elsewhere was given up: what, and why."""

    delivery: int
    effect: str
    reason: str


@dataclass(frozen=True)
class DeliveryRetried(Event):
    """Somebody pressed Retry."""

    delivery: int
    effect: str


KINDS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        IncidentOpened,
        LinkMade,
        PeopleInvited,
        PersonJoining,
        RespondersKnown,
        ChannelRenamed,
        DeliveryFailed,
        DeliveryRetried,
    )
}
"""By the name under which the timeline keeps them."""
