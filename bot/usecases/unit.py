"""One transaction at work: the time it is, and what it owes to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.domain.events import Event, LinkMade
from bot.domain.incident import Act, Change, Incident
from bot.ports import Audience, Effect, Effects
from bot.store import homes, incidents, outbox, timeline

log = structlog.get_logger()


@dataclass(frozen=True)
class Unit:
    """What every use case gets first."""

    now: datetime
    effects: Effects

    def act(self, by: str = "") -> Act:
        return Act(by, self.now)

    def keep(self, change: Change) -> Incident:
        """Write the incident, its events, and the deliveries that they owe."""
        incident = incidents.save(change.incident)
        for event in change.events:
            self._owe(incident, event)
        return incident

    def _owe(self, incident: Incident, event: Event) -> None:
        number = timeline.append(incident.id, event)
        log.info("kept", action=type(event).__name__, subject=incident.ref, by=event.by)
        if isinstance(event, LinkMade):
            outbox.meet(incident.ref, event.kind)
        for effect in self.effects.because_of(event):
            needs = effect.owed.needs
            outbox.owe(
                self._subjects(incident, effect),
                effect.name,
                lane=effect.owed.lane,
                event=number,
                mirror=effect.owed.mirror,
                needs=None if needs is None or incident.link(needs) else needs,
                due_at=self.now + effect.owed.settle,
            )

    def _subjects(self, incident: Incident, effect: Effect) -> Iterable[str]:
        if effect.owed.audience is Audience.INCIDENT:
            return [incident.ref]
        return [home_of(person) for person in homes.being_looked_at(self.now)]


def home_of(person: str) -> str:
    """Name one person's App Home as a subject."""
    return f"home:{person}"


def incident_of(subject: str) -> int | None:
    """Give the id of the incident that is the subject, None where the subject is none."""
    kind, _, number = subject.partition("-")
    return int(number) if kind == "inc" and number.isdecimal() else None
