"""Whether an incident follows what happens to it in other systems."""

from dataclasses import dataclass

from bot.domain.events.event import Event


@dataclass(frozen=True)
class SyncHalted(Event):
    """It changed by itself `times` times in a few minutes, and follows other systems no more."""

    times: int


@dataclass(frozen=True)
class SyncResumed(Event):
    """Somebody lets it follow other systems again."""
