"""One transaction at work: the time it is, and what it owes to whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.domain.events import Event, LinkMade
from bot.domain.incident import Act, Change, Incident
from bot.ports import Audience, Effect, Effects
from bot.store import incidents, timeline
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.store.who import homes

log = structlog.get_logger()


@dataclass(frozen=True)
class Unit:
    """What every use case gets first."""

    now: datetime
    effects: Effects
    _held: set[int] = field(default_factory=set)

    def act(self, by: str = "") -> Act:
        return Act(by, self.now)

    def take(self, number: int) -> Incident | None:
        """Give the incident to change: nobody else changes it until this transaction ends."""
        self._held.add(number)
        return incidents.lock(number)

    def keep(self, change: Change) -> Incident:
        """Write the incident, its events, and the deliveries that they owe."""
        assert change.incident.id in {0, *self._held}, f"{change.incident.ref} was not taken"
        incident = incidents.save(change.incident)
        self._held.add(incident.id)
        outbox.owe([debt for event in change.events for debt in self._debts(incident, event)])
        return incident

    def _debts(self, incident: Incident, event: Event) -> Iterable[Debt]:
        number = timeline.append(incident.id, event)
        log.info("kept", action=type(event).__name__, subject=incident.ref, by=event.by)
        if isinstance(event, LinkMade):
            outbox.meet(incident.ref, event.kind)
        for effect in self.effects.because_of(event):
            owed = effect.owed
            needs = None if owed.needs is None or incident.link(owed.needs) else owed.needs
            for subject in self._subjects(incident, effect):
                due_at = self.now + owed.settle
                yield Debt(subject, effect.name, owed.lane, number, owed.mirror, needs, due_at)

    def _subjects(self, incident: Incident, effect: Effect) -> Iterable[str]:
        if effect.owed.audience is Audience.INCIDENT:
            return [incident.ref]
        homes.lock()
        return [home_of(person) for person in homes.being_looked_at(self.now)]


def home_of(person: str) -> str:
    """Name one person's App Home as a subject."""
    return f"home:{person}"


def incident_of(subject: str) -> int | None:
    """Give the id of the incident that is the subject, None where the subject is none."""
    kind, _, number = subject.partition("-")
    return int(number) if kind == "inc" and number.isdecimal() else None
