"""What a form about the end of an incident needs besides the incident."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from bot.domain.incident import Incident
from bot.domain.rules import key_events
from bot.domain.rules.closing import Missing, missing_key_events
from bot.domain.taxonomy import Taxonomy


@dataclass(frozen=True)
class Gate:
    """`lacks`: what keeps it from being closed as resolved. `may_waive`: this person may let that pass."""

    incident: Incident
    taxonomy: Taxonomy
    now: datetime
    lacks: tuple[Missing, ...] = ()
    may_waive: bool = False

    @cached_property
    def unsaid(self) -> tuple[str, ...]:
        """Give the names of the key events that the gate misses."""
        keys = missing_key_events(self.incident, self.taxonomy, self.now)
        return tuple(self.taxonomy.key_events[key].name for key in keys)

    @cached_property
    def metrics(self) -> dict[str, timedelta]:
        """Give the metrics that are known, by their names."""
        found = key_events.metrics(self.incident.key_events, self.taxonomy)
        return {self.taxonomy.metrics[key].name: span for key, span in found.items()}
