"""What becomes of incidents that no person declared."""

from dataclasses import dataclass

from bot.domain.events.event import Event


@dataclass(frozen=True)
class IncidentBraked(Event):
    """Too many began at once: it gets no channel and calls nobody until somebody opens it."""


@dataclass(frozen=True)
class IncidentFreed(Event):
    """Somebody opened it, or worked on it: it gets all that it would have got."""


@dataclass(frozen=True)
class StormTaken(Event):
    """Somebody says that what waits up to the incident `upto` belongs to this one: so many."""

    count: int
    upto: int


@dataclass(frozen=True)
class AlertResolved(Event):
    """What raised it says that it is over; somebody works on it, so they are asked."""


@dataclass(frozen=True)
class AlertFired(Event):
    """What raised it says that it is there again."""
