"""One transaction at work: the time it is, and what it owes to whom."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.domain.alerts import was_raised
from bot.domain.events import (
    DeliveryFailed,
    Event,
    IncidentFreed,
    IncidentOpened,
    LinkMade,
    PageAdopted,
    TicketAdopted,
)
from bot.domain.incident import Act, Change, Incident, LinkKind
from bot.domain.postmortem import Home
from bot.domain.rules import reminders
from bot.domain.systems.exchange import Cause
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing.systems import FILE, SYSTEMS, wanted
from bot.ports import Audience, Effect, Effects
from bot.store import dues, incidents, timeline
from bot.store.find import index
from bot.store.incidents import saving
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.store.who import followers, homes

log = structlog.get_logger()

SEND_PAGE = "send_page"
"""The effect that calls people, where there is anything to call them with."""

WRITE_PAGE, WRITE_ISSUE = "write_page", "write_issue"
"""The effects that write post-mortems elsewhere than in Slack, where there is any such place."""

CREATE_CHANNEL = "create_channel"
"""The effect that makes an incident's channel."""

FREEZE = "freeze"
"""The subject of what is said about all incidents together: whether people may deploy."""

STORM = "storm"
"""Begins the subject of what is said about all that waits; of private ones their category follows."""


CATALOG = "catalog"
"""The subject of what other systems have of the catalog."""

BEGINNINGS = (IncidentOpened, PageAdopted, TicketAdopted)
"""What is done because of these is done once it waits no more."""

OF_BRAKED = (Audience.STORM, Audience.HOMES, Audience.FREEZE, Audience.CATALOG)
"""What is shown of an incident that waits, where it stands among others."""


@dataclass(frozen=True)
class Unit:
    """What every use case gets first. `cause`: why, where another system or a delivery is."""

    now: datetime
    effects: Effects
    cause: Cause = field(default_factory=Cause)
    _held: dict[int, Incident] = field(default_factory=dict)
    """What it has taken, as it is kept now."""

    def act(self, by: str = "") -> Act:
        return Act(by, self.now)

    def because(self, cause: Cause) -> "Unit":
        """Give the same transaction, which knows why it is."""
        return replace(self, cause=cause)

    @property
    def can_page(self) -> bool:
        """Whether there is anything to call people with."""
        return self.effects.named(SEND_PAGE) is not None

    @property
    def ticket_systems(self) -> list[str]:
        """Where tickets can be made; the first is meant where nobody says which."""
        return [one.name for one in SYSTEMS if self.effects.named(one.effect(FILE))]

    def ticket_system(self, incident: Incident, words: Taxonomy) -> str:
        """Where the ticket of this one is made; empty where nowhere."""
        there, named = self.ticket_systems, wanted(incident, words)
        return named if named in there else next(iter(there), "") if not named else ""

    @property
    def postmortem_home(self) -> Home:
        """Where post-mortems are written: in Slack, where nothing else is said."""
        if self.effects.named(WRITE_PAGE):
            return Home.CONFLUENCE
        return Home.JIRA if self.effects.named(WRITE_ISSUE) else Home.CANVAS

    def take(self, number: int) -> Incident | None:
        """Give the incident to change: nobody else changes it until this transaction ends."""
        found = incidents.lock(number)
        if found:
            self._held[number] = found
        return found

    def keep(self, change: Change) -> Incident:
        """Write the incident, its events, and the deliveries that they owe."""
        before = self._held.get(change.incident.id)
        assert before or not change.incident.id, f"{change.incident.ref} was not taken"
        incident = saving.save(change.incident, before)
        self._held[incident.id] = incident
        outbox.owe([debt for event in change.events for debt in self._debts(incident, event)])
        known = None if before else change.events  # all that has happened to what begins now
        index.follow(incident, change.events, known)
        if any(isinstance(event, reminders.MATTERS) for event in change.events) and not incident.braked:
            dues.plan(incident, self.now, known)
        self.go_without(incident)
        return incident

    def go_without(self, incident: Incident) -> None:
        """What was taken back and gets no channel any more needs nothing that would be done there."""
        is_without = incident.taken_back and not incident.link(LinkKind.CHANNEL)
        if is_without and outbox.is_over(incident.ref, CREATE_CHANNEL):
            outbox.drop(incident.ref, LinkKind.CHANNEL)

    def keep_new(self, incident: Incident, change: Change) -> Incident:
        """Like keep, where anything became of this incident by it."""
        return self.keep(change) if change.incident is not incident else incident

    def _debts(self, incident: Incident, event: Event) -> Iterable[Debt]:
        number = timeline.append(incident.id, event)
        log.info(
            "kept", action=type(event).__name__, subject=incident.ref, by="" if incident.private else event.by
        )
        if isinstance(event, LinkMade):
            outbox.meet(incident.ref, event.kind)
        if _settles_channel(event):
            outbox.hurry(incident.ref, self.effects.would_rather_have(LinkKind.CHANNEL), self.now)
        yield from self._owed(incident, event, number)
        if isinstance(event, IncidentFreed):
            for at, opened in timeline.numbered(incident.id, *BEGINNINGS):
                yield from self._owed(incident, opened, at)

    def _owed(self, incident: Incident, event: Event, number: int) -> Iterable[Debt]:
        for effect in self.effects.because_of(event):
            owed = effect.owed
            if not effect.is_for(incident):
                continue
            if incident.braked and not self._is_for_braked(incident, effect):
                continue
            if owed.needs and not incident.may_get(owed.needs):
                continue
            needs, due_at = self._waits(incident, effect, event)
            for subject in self._subjects(incident, effect):
                yield Debt(subject, effect.name, owed.lane, number, owed.mirror, needs, due_at)

    def _waits(self, incident: Incident, effect: Effect, event: Event) -> tuple[LinkKind | None, datetime]:
        """Give the link that it waits for, and when it is due; what does not wait for ever is due without."""
        owed = effect.owed
        needs = None if owed.needs is None or incident.link(owed.needs) else owed.needs
        if needs is None or not owed.at_most:
            return needs, self.now + self.effects.wait(effect, event)
        is_coming = not outbox.is_over(incident.ref, CREATE_CHANNEL)
        return None, self.now + self.effects.wait(effect, event, is_coming=is_coming)

    def _is_for_braked(self, incident: Incident, effect: Effect) -> bool:
        """What another system has of it, and is shown of it among others, is kept true while it waits too."""
        is_there = bool(incident.pages or incident.tickets)
        return effect.owed.audience in OF_BRAKED or (is_there and self.effects.is_elsewhere(effect))

    def _subjects(self, incident: Incident, effect: Effect) -> Iterable[str]:
        if effect.owed.audience is Audience.INCIDENT:
            return [incident.ref]
        if effect.owed.audience is Audience.FREEZE:
            return [FREEZE]
        if effect.owed.audience is Audience.CATALOG:
            return [CATALOG] if incident.private else []
        if effect.owed.audience is Audience.STORM:
            return dict.fromkeys([STORM, storm_of(incident)]) if was_raised(incident) else []
        if effect.owed.audience is Audience.FOLLOWERS:
            return [] if incident.private else [_follower(incident, one) for one in followers.of(incident.id)]
        homes.lock()
        return [home_of(person) for person in homes.being_looked_at(self.now)]


def _settles_channel(event: Event) -> bool:
    """Tell whether its channel is there now, or cannot be made."""
    if isinstance(event, LinkMade):
        return event.kind == LinkKind.CHANNEL
    return isinstance(event, DeliveryFailed) and event.effect == CREATE_CHANNEL


def storm_of(incident: Incident) -> str:
    """Name those that it is told together with: only who is entitled to one may hear of private ones."""
    return f"{STORM}:{incident.category}" if incident.private else STORM


def category_of_storm(subject: str) -> str:
    """Give the category of the private ones that it is about; empty where it is about public ones."""
    return subject.partition(":")[2]


def home_of(person: str) -> str:
    """Name one person's App Home as a subject."""
    return f"home:{person}"


def followed_by(subject: str) -> tuple[str, int]:
    """Give who follows, and the id of the incident, from the subject that names both."""
    _, place, number = subject.split(":")
    return place, int(number)


def _follower(incident: Incident, place: str) -> str:
    return f"follower:{place}:{incident.id}"


def incident_of(subject: str) -> int | None:
    """Give the id of the incident that is the subject, None where the subject is none."""
    kind, _, number = subject.partition("-")
    return int(number) if kind == "inc" and number.isdecimal() else None
