"""How an incident ends, what keeps it from ending, and how it comes back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import UserError
from bot.domain.events import (
    Event,
    IncidentClosed,
    IncidentMerged,
    IncidentReopened,
    IncidentUpdated,
    MergeReceived,
)
from bot.domain.incident import (
    ACTIVE,
    NEVER_WAS,
    Act,
    Change,
    ClosingReason,
    Closure,
    Incident,
    LinkKind,
    Status,
)
from bot.domain.lifecycle import skipped
from bot.domain.rules import key_events, privacy
from bot.domain.rules.roles import COMMANDER
from bot.domain.taxonomy import Taxonomy

HELD = timedelta(minutes=15)
"""What asked for a post-mortem for less, and does no more, needs none."""


class Missing(StrEnum):
    """What the gate can miss."""

    MITIGATION = "mitigation"
    KEY_EVENTS = "key events"
    POSTMORTEM = "post-mortem"


@dataclass(frozen=True)
class Ending:
    """How somebody wants it to end. `waiver`: why what is missing may be missing."""

    reason: ClosingReason = ClosingReason.RESOLVED
    message: str = ""
    reference: str = ""
    waiver: str = ""


def missing(
    incident: Incident, history: Iterable[Event], taxonomy: Taxonomy, now: datetime
) -> tuple[Missing, ...]:
    """Say what keeps it from being closed as resolved, in the order in which people mend it."""
    found = []
    if incident.status in ACTIVE:
        found.append(Missing.MITIGATION)
    if missing_key_events(incident, taxonomy, now):
        found.append(Missing.KEY_EVENTS)
    if not incident.postmortem_ready and postmortem_due(incident, history, taxonomy, now):
        found.append(Missing.POSTMORTEM)
    return tuple(found)


def missing_key_events(incident: Incident, taxonomy: Taxonomy, now: datetime) -> tuple[str, ...]:
    """Give the required ones about which nothing is said, but for those that mitigating it will fill in."""
    if not taxonomy.priorities[incident.priority].channel:
        return ()
    if incident.status in ACTIVE:
        incident = key_events.fill_in(incident, Status.MITIGATED, taxonomy, Act("", now)).incident
    return key_events.missing(incident, taxonomy)


def postmortem_due(incident: Incident, history: Iterable[Event], taxonomy: Taxonomy, now: datetime) -> bool:
    """Tell whether it is bad enough, or was for long enough, in an environment that asks for it.

    A drill ends with its scorecard.
    """
    held, is_latest = timedelta(0), True
    for priority, environments, length in _stretches(incident, history, now):
        asks = _asks(priority, environments, taxonomy)
        held = held + length if asks else timedelta(0)
        if held > HELD or (asks and is_latest):
            return not incident.drill
        is_latest = False
    return False


def ends_unasked(incident: Incident, taxonomy: Taxonomy, *, touched: bool = False) -> bool:
    """Tell whether its end elsewhere is its end here: it has no channel to ask in, or is in nobody's hands.

    touched: somebody has begun to work on it.
    """
    has_channel = LinkKind.CHANNEL in incident.links or taxonomy.priorities[incident.priority].channel
    return not has_channel or not (touched or incident.opened_by or incident.holder(COMMANDER))


def close(
    incident: Incident, ending: Ending, lacks: tuple[Missing, ...], taxonomy: Taxonomy, act: Act
) -> Change:
    """End it. `lacks` is what the gate misses; only a resolved one has to pass it.

    Raises UserError where it is closed already, or something is missing that nobody waived.
    """
    must_be_open(incident)
    lacks = lacks if ending.reason is ClosingReason.RESOLVED else ()
    if lacks and not ending.waiver.strip():
        raise UserError(f"{incident.ref} cannot be closed yet: still missing {', '.join(lacks)}.")
    faults = _faults(ending)
    if faults:
        raise UserError(" ".join(faults.values()), faults)
    implied = skipped(incident.status, Status.CLOSED) if ending.reason is ClosingReason.RESOLVED else ()
    closure = Closure(
        ending.reason,
        ending.message.strip(),
        ending.reference.strip(),
        tuple(lacks),
        ending.waiver.strip() if lacks else "",
    )
    event = IncidentClosed(
        act.at, act.by, **{**vars(closure), "reason": str(closure.reason)}, implied=tuple(implied)
    )
    return _ended(incident, closure, event, taxonomy, act)


def must_be_open(incident: Incident) -> None:
    """Raise UserError where it cannot end once more."""
    if incident.merged_into:
        raise UserError(f"{incident.ref} is closed already: it goes on in inc-{incident.merged_into}.")
    if incident.is_closed:
        raise UserError(
            f"{incident.ref} is closed already. `/incident reopen {incident.ref}` brings it back."
        )


def must_be_real(incident: Incident) -> None:
    """Raise UserError where it cannot become a part of an incident, nor an incident a part of it."""
    if incident.drill:
        raise _unmergeable(
            f"{incident.ref} is a drill: its pages and its ticket are not real, so it is not merged with "
            "anything. Declare what really happens with `/incident open`."
        )


def reopen(incident: Incident, justification: str, act: Act) -> Change:
    """It is back. Raises UserError where it is not closed, or nobody says why."""
    if not incident.is_closed:
        raise UserError(f"{incident.ref} is not closed: there is nothing to reopen.")
    if incident.merged_into:
        raise UserError(f"{incident.ref} goes on in inc-{incident.merged_into}. Reopen that one.")
    if not justification.strip():
        sentence = "Say in a sentence why it comes back."
        raise UserError(sentence, {"justification": sentence})
    back = replace(
        incident,
        status=Status.INVESTIGATING,
        status_since=act.at,
        closure=None,
        closed_at=None,
        next_update_at=None,
    )
    return Change(back, (IncidentReopened(act.at, act.by, justification=justification.strip()),))


def merge(incident: Incident, into: Incident, taxonomy: Taxonomy, act: Act) -> tuple[Change, Change]:
    """It is the same as `into`: it ends here, and its people go there.

    Where `into` is private it becomes private first: who was only in its public channel does not come along.
    Raises UserError where one of them is closed, or both are one, or only the one that ends is private.
    """
    if incident.id == into.id:
        raise _unmergeable("An incident cannot be merged into itself: name another one.")
    for one in (incident, into):
        if one.is_closed:
            raise _unmergeable(f"{one.ref} is closed. Only incidents that are not over can be merged.")
    for one in (incident, into):
        must_be_real(one)
    if incident.private and not into.private:
        raise _unmergeable(
            f"{incident.ref} is private and {into.ref} is not. Make {into.ref} private first, "
            f"or merge it into {incident.ref}."
        )
    hidden = Change(incident, ())
    if into.private and not incident.private:
        hidden = privacy.make_private(incident, into.insiders, act)
    came = tuple(one for one in hidden.incident.insiders if one not in into.insiders)
    closure = Closure(ClosingReason.DUPLICATE, f"The same as {into.ref}.", into.ref)
    event = IncidentMerged(act.at, act.by, into=into.id)
    ended = _ended(replace(hidden.incident, merged_into=into.id), closure, event, taxonomy, act)
    ended = replace(ended, events=(*hidden.events, *ended.events))
    received = MergeReceived(act.at, act.by, merged=incident.id, people=came)
    return ended, Change(replace(into, named=tuple(dict.fromkeys((*into.named, *came)))), (received,))


def _faults(ending: Ending) -> dict[str, str]:
    """Say what is still to be told, by field, where it does not end as resolved."""
    faults = {}
    if ending.reason is not ClosingReason.RESOLVED and not ending.message.strip():
        faults["message"] = "Say in a sentence why it ends."
    if ending.reason is ClosingReason.DUPLICATE and not ending.reference.strip():
        faults["reference"] = "Say what it is a duplicate of, such as inc-6 or a ticket."
    return faults


def _unmergeable(sentence: str) -> UserError:
    return UserError(sentence, {"into": sentence})


def _ended(incident: Incident, closure: Closure, event: Event, taxonomy: Taxonomy, act: Act) -> Change:
    over = replace(
        incident,
        status=Status.CLOSED,
        status_since=act.at,
        closure=closure,
        closed_at=act.at,
        next_update_at=None,
    )
    if closure.reason in NEVER_WAS:
        cleared = key_events.take_back(over, act)
        return Change(cleared.incident, (event, *cleared.events))
    if closure.reason is not ClosingReason.RESOLVED or incident.status not in ACTIVE:
        return Change(over, (event,))
    filled = key_events.fill_in(over, Status.MITIGATED, taxonomy, act)
    return Change(filled.incident, (event, *filled.events))


def _asks(priority: str, environments: Iterable[str], taxonomy: Taxonomy) -> bool:
    known = [taxonomy.environments[key] for key in environments if key in taxonomy.environments]
    is_bad = priority in taxonomy.priorities and taxonomy.priorities[priority].postmortem
    return is_bad and any(one.postmortem for one in known)


def _stretches(
    incident: Incident, history: Iterable[Event], now: datetime
) -> Iterator[tuple[str, tuple[str, ...], timedelta]]:
    """Give each priority with the environments that it had, and how long it was open so, the latest first.

    Back from the present: each event says what was before it.
    """
    priority, environments, until = incident.priority, incident.environments, incident.closed_at or now
    length = timedelta(0)
    for event in reversed(list(history)):
        match event:
            case IncidentClosed():
                until = event.at
            case IncidentReopened():
                length, until = length + (until - event.at), event.at
            case IncidentUpdated() if event.changes("priority", "environments"):
                yield priority, environments, length + (until - event.at)
                priority = event.was.get("priority", priority)
                environments = tuple(event.was.get("environments", environments))
                length, until = timedelta(0), event.at
    yield priority, environments, length + (until - incident.opened_at)
