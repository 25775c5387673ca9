"""What Firebell asked people for, and who wanted quiet."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.events.event import Event


@dataclass(frozen=True)
class Reminded(Event):
    """Firebell asked for something: `kind` says for what, `count` how often in a row by now."""

    kind: str
    count: int


@dataclass(frozen=True)
class ReminderSnoozed(Event):
    kind: str
    until: datetime
