"""What Firebell asks people for by itself, and when next: read from the present and from what happened."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.errors import UserError
from bot.domain.events import (
    Event,
    IncidentClosed,
    IncidentFreed,
    IncidentMerged,
    IncidentOpened,
    IncidentReopened,
    IncidentUpdated,
    KeyEventSet,
    PostmortemReady,
    Reminded,
    ReminderSnoozed,
    RoleGiven,
)
from bot.domain.incident import ACTIVE, TO_FINISH, Act, Change, Incident
from bot.domain.rules import closing
from bot.domain.rules.roles import COMMANDER as LEADS
from bot.domain.taxonomy import Priority, Taxonomy
from bot.domain.times.hours import next_opening
from bot.domain.tokens import is_token

UPDATE, COMMANDER, KEY_EVENTS, POSTMORTEM = "update", "commander", "key events", "post-mortem"
CLOSE = "close"
KINDS = (COMMANDER, UPDATE, KEY_EVENTS, POSTMORTEM, CLOSE)
"""The most urgent one first."""

HISTORY = (
    IncidentUpdated,
    IncidentReopened,
    RoleGiven,
    Reminded,
    ReminderSnoozed,
    KeyEventSet,
    PostmortemReady,
)
"""What the plan is read from, besides the present."""

MATTERS = (*HISTORY, IncidentOpened, IncidentFreed, IncidentClosed, IncidentMerged)
"""What can change the plan."""

WORST = 1
"""The rank of a priority that must be led."""

URGENT = 2
"""The rank up to which people are asked at night too."""

UNLED = (timedelta(minutes=3), timedelta(minutes=5))
"""Until a commander is asked for, and until their usergroup is."""

UNCLAIMED = (timedelta(seconds=15), timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=30))
"""Until somebody is asked to take what a program declared: the channel is there by then."""

KEY_EVENTS_AFTER, KEY_EVENTS_EVERY = timedelta(minutes=30), timedelta(days=1)
POSTMORTEM_EVERY = timedelta(days=2)
LEAST_OFTEN = 3
"""Days between two reminders of a post-mortem, whatever the priority; a worse one is asked for more often."""
CLOSE_AFTER = timedelta(days=1)
ALWAYS = sys.maxsize
REHEARSED = 3
"""So often a drill asks at any hour: one that everybody went home from is quiet at night."""


@dataclass(frozen=True)
class Want:
    """Something is to be asked for after each of `gaps` in turn, and again and again after the last one.

    `at_any_hour`: how many times it does not wait for office hours. `aloud`: from which time on the
    category's usergroup is asked.
    """

    gaps: tuple[timedelta, ...]
    at_any_hour: int
    aloud: int = 3


@dataclass(frozen=True)
class Ask:
    """What is wanted `since` then; asked for `count` times without an answer, the last time at `asked_at`.

    `due_at`: when it is asked for next. `snoozed_until`: until when `snoozed_by` wants quiet.
    `aloud`: it went to the category's usergroup.
    """

    kind: str
    since: datetime
    due_at: datetime
    count: int = 0
    asked_at: datetime | None = None
    snoozed_until: datetime | None = None
    snoozed_by: str = ""
    aloud: bool = False


@dataclass(frozen=True)
class Facts:
    """All that the plan is read from."""

    incident: Incident
    history: tuple[Event, ...]
    taxonomy: Taxonomy
    now: datetime

    @property
    def priority(self) -> Priority:
        return self.taxonomy.priorities[self.incident.priority]


def plan(facts: Facts) -> dict[str, Ask]:
    """Give what is wanted now, each with the time when it is asked for next."""
    return {
        kind: _timed(ask, want, facts)
        for kind in KINDS
        for ask in (_streak(kind, facts),)
        for want in (_WANTS[kind](facts, ask),)
        if want
    }


def asking(asks: Mapping[str, Ask]) -> tuple[Ask, ...]:
    """Give what was asked for and not answered yet, the most urgent first."""
    return tuple(ask for ask in asks.values() if ask.count)


def remind(incident: Incident, ask: Ask, act: Act) -> Change:
    """Ask once more."""
    return Change(incident, (Reminded(act.at, act.by, kind=ask.kind, count=ask.count + 1),))


def snooze(incident: Incident, asks: Iterable[Ask], until: datetime, act: Act) -> Change:
    """Somebody wants quiet. Raises UserError where nothing is asked for any more."""
    events = tuple(ReminderSnoozed(act.at, act.by, kind=ask.kind, until=until) for ask in asks)
    if not events:
        raise UserError(f"Nothing is asked for in {incident.ref} any more: somebody has answered.")
    return Change(incident, events)


def begins(kind: str, event: Event) -> bool:
    """Tell whether because of this event it is asked for anew, from the first time on."""
    return _BEGINS[kind](event)


def is_told(event: Event) -> bool:
    """Tell whether somebody said how it stands: mending a description does not."""
    if not isinstance(event, IncidentUpdated):
        return isinstance(event, IncidentReopened)
    changes = event.changes("status", "priority")
    return bool(event.by and (event.message or event.next_update_at or changes))


def _timed(ask: Ask, want: Want, facts: Facts) -> Ask:
    due_at = (ask.asked_at or ask.since) + want.gaps[min(ask.count, len(want.gaps) - 1)]
    if ask.snoozed_until:
        due_at = max(due_at, ask.snoozed_until)
    if ask.count >= want.at_any_hour:
        hours = facts.taxonomy.hours_of(facts.incident.category)
        due_at = next_opening(hours, max(due_at, facts.now))
    return replace(ask, due_at=due_at, aloud=ask.count >= want.aloud)


def _streak(kind: str, facts: Facts) -> Ask:
    """Count what was asked since it was last answered, or since it is wanted at all."""
    ask = Ask(kind, facts.incident.opened_at, facts.incident.opened_at)
    for event in facts.history:
        if begins(kind, event):
            ask = Ask(kind, event.at, event.at)
        elif isinstance(event, Reminded) and event.kind == kind:
            ask = replace(ask, count=ask.count + 1, asked_at=event.at, snoozed_until=None, snoozed_by="")
        elif isinstance(event, ReminderSnoozed) and event.kind == kind:
            ask = replace(ask, snoozed_until=event.until, snoozed_by=event.by)
    return ask


def _unled_begins(event: Event) -> bool:
    match event:
        case RoleGiven():
            return event.role == LEADS
        case IncidentUpdated():
            return event.changes("priority") or event.was.get("status") in TO_FINISH
    return isinstance(event, IncidentReopened)


def _over_begins(event: Event) -> bool:
    if not isinstance(event, IncidentUpdated) or not event.changes("status"):
        return isinstance(event, IncidentReopened)
    return event.was["status"] in ACTIVE and event.becomes["status"] in TO_FINISH


def _whole_begins(event: Event) -> bool:
    """What was missing is there, or somebody says that it is not over yet."""
    return isinstance(event, KeyEventSet | PostmortemReady) or is_told(event)


_BEGINS: Mapping[str, Callable[[Event], bool]] = {
    UPDATE: is_told,
    COMMANDER: _unled_begins,
    KEY_EVENTS: _over_begins,
    POSTMORTEM: _over_begins,
    CLOSE: _whole_begins,
}


def _update(facts: Facts, ask: Ask) -> Want | None:
    """While somebody suffers, and wherever more was promised."""
    incident, every = facts.incident, facts.priority.remind_every
    promised = incident.next_update_at
    if incident.is_closed or (promised is None and incident.status not in ACTIVE):
        return None
    first = promised - ask.since if promised and promised > ask.since else every
    return Want((first, every), _at_any_hour(facts) if facts.priority.rank <= URGENT else 0)


def _commander(facts: Facts, _ask: Ask) -> Want | None:
    """What a program declared is in nobody's hands: its people are asked at once, whatever its priority."""
    incident = facts.incident
    led = incident.holder(LEADS) or LEADS not in facts.taxonomy.roles
    if led or incident.status not in ACTIVE:
        return None
    if is_token(incident.declared_by):
        return Want(UNCLAIMED, ALWAYS if facts.priority.rank <= URGENT else 0, aloud=0)
    if facts.priority.rank > WORST:
        return None
    return Want((*UNLED, facts.priority.remind_every), _at_any_hour(facts), aloud=len(UNLED))


def _at_any_hour(facts: Facts) -> int:
    return REHEARSED if facts.incident.drill else ALWAYS


def _key_events(facts: Facts, _ask: Ask) -> Want | None:
    """People know best while they are still there; later it can wait for the day."""
    incident = facts.incident
    missing = closing.missing_key_events(incident, facts.taxonomy, facts.now)
    if incident.status not in TO_FINISH or not missing:
        return None
    return Want((KEY_EVENTS_AFTER, KEY_EVENTS_EVERY), 1 if facts.priority.rank <= URGENT else 0)


def _postmortem(facts: Facts, _ask: Ask) -> Want | None:
    incident = facts.incident
    if incident.status not in TO_FINISH or incident.postmortem_ready:
        return None
    due = closing.postmortem_due(incident, facts.history, facts.taxonomy, facts.now)
    return Want((timedelta(days=min(facts.priority.rank, LEAST_OFTEN)),), 0) if due else None


def _close(facts: Facts, _ask: Ask) -> Want | None:
    """Only who knows that nothing is missing any more can end it."""
    incident = facts.incident
    lacks = closing.missing(incident, facts.history, facts.taxonomy, facts.now)
    if incident.status not in TO_FINISH or lacks or incident.next_update_at:
        return None
    return Want((CLOSE_AFTER, POSTMORTEM_EVERY), 0, aloud=sys.maxsize)


_WANTS: Mapping[str, Callable[[Facts, Ask], Want | None]] = {
    UPDATE: _update,
    COMMANDER: _commander,
    KEY_EVENTS: _key_events,
    POSTMORTEM: _postmortem,
    CLOSE: _close,
}
"""Whether it is wanted at all, and how often."""
