"""What of an incident is there elsewhere, and what could not be done there."""

from dataclasses import dataclass

from bot.domain.events.event import Event


@dataclass(frozen=True)
class LinkMade(Event):
    """Its counterpart elsewhere exists: `kind` is a LinkKind, `key` how the other side calls it."""

    kind: str
    key: str
    url: str = ""
    name: str = ""


@dataclass(frozen=True)
class LinkLost(Event):
    """The counterpart is there no more. `why`: deleted, removed (Firebell was), or moved to another one."""

    kind: str
    key: str
    why: str = ""


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
