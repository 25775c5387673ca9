"""What can be done with an incident, each with its line in the log and its webhook."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.sandbox.pagerduty import hooks, ids
from bot.sandbox.pagerduty.account import Account
from bot.sandbox.pagerduty.errors import ApiError, not_found
from bot.sandbox.pagerduty.rules import log, paging
from bot.sandbox.pagerduty.world.incidents import Hand, Incident, Note, Status
from bot.sandbox.world import Json


@dataclass(frozen=True)
class Draft:
    """What a new incident is to be; empty means as the service has it."""

    title: str
    service: str
    policy: str = ""
    key: str = ""
    urgency: str = ""
    priority: str | None = None
    details: str = ""
    assignees: Sequence[str] = ()
    bridge: Json | None = None
    type_name: str = "incident_default"
    client: Json | None = None
    channel: Json = field(default_factory=dict)


def with_key(account: Account, service: str, key: str) -> Incident | None:
    """The open incident of this key: the incident's own, or that of one of its alerts."""
    alerts = {one.incident for one in account.world.alerts.values() if one.key == key}
    open_ones = (one for one in account.world.open_incidents() if one.service == service)
    return next((one for one in open_ones if one.key == key or one.id in alerts), None)


def trigger(account: Account, hand: Hand, draft: Draft) -> Incident:
    """Open an incident and page; who assigns it to themselves has acknowledged it."""
    if draft.key and with_key(account, draft.service, draft.key):
        raise ApiError(2002, "Open incident with matching dedup key already exists on this service")
    incident = _opened(account, hand, draft)
    account.world.incidents[incident.id] = incident
    words = {"api": "the API", "website": "the website"}.get(hand.via, "the Events API")
    log.write(
        account, incident, "trigger", hand, f"Triggered through {words}", draft.channel or None,
        event_details={"description": incident.title},
    )  # fmt: skip
    if draft.assignees:
        paging.by_name(account, incident, hand, draft.assignees)
    else:
        paging.by_policy(account, incident, hand)
    hooks.emit(account, "incident.triggered", incident, hand)
    if list(draft.assignees) == [hand.agent.id]:
        acknowledge(account, incident, hand)
    return incident


def _opened(account: Account, hand: Hand, draft: Draft) -> Incident:
    now, service = account.clock.now(), account.world.services[draft.service]
    number = len(account.world.incidents) + 1
    lives = service.auto_resolve_timeout
    return Incident(
        id=account.incident_id(number),
        number=number,
        title=draft.title,
        service=service.id,
        policy=draft.policy or service.policy,
        key=draft.key or secrets.token_hex(16),
        created=now,
        updated=now,
        changed=now,
        changed_by=hand.agent,
        urgency=draft.urgency or service.urgency,
        priority=draft.priority,
        details=draft.details,
        bridge=draft.bridge,
        type_name=draft.type_name,
        client=draft.client,
        expires=now + account.minutes(lives / 60) if lives else None,
    )


def acknowledge(account: Account, incident: Incident, hand: Hand) -> None:
    """Several people may, each once; it escalates no more until the acknowledgement times out."""
    _must_be_open(incident)
    if hand.agent.id in incident.acknowledgements:
        raise ApiError(1002)
    incident.acknowledgements[hand.agent.id] = account.clock.now()
    timeout = account.world.services[incident.service].acknowledgement_timeout
    incident.escalates = None
    incident.times_out = account.clock.now() + account.minutes(timeout / 60) if timeout else None
    _become(account, incident, "acknowledged", hand)
    log.write(
        account, incident, "acknowledge", hand, f"Acknowledged by {name(account, hand)}",
        acknowledgement_timeout=timeout or 0,
    )  # fmt: skip
    hooks.emit(account, "incident.acknowledged", incident, hand)


def unacknowledge(account: Account, incident: Incident, hand: Hand) -> None:
    """Nobody has it in hand any more: those who are assigned are called again."""
    incident.acknowledgements, incident.times_out = {}, None
    _become(account, incident, "triggered", hand)
    log.write(account, incident, "unacknowledge", hand, "Unacknowledged, as time has passed")
    paging.again(account, incident)
    hooks.emit(account, "incident.unacknowledged", incident, hand)


def resolve(
    account: Account, incident: Incident, hand: Hand, resolution: str = "", into: str | None = None
) -> None:
    """Done; `into` names the incident that it was merged into."""
    _must_be_open(incident)
    incident.assignments, incident.acknowledgements = {}, {}
    incident.escalates = incident.times_out = incident.expires = None
    incident.resolved, incident.merged_into = account.clock.now(), into
    for alert in account.world.alerts.values():
        if alert.incident == incident.id:
            alert.status = "resolved"
    _become(account, incident, "resolved", hand)
    note: Json = {"note": resolution} if resolution else {}
    log.write(account, incident, "resolve", hand, f"Resolved by {name(account, hand)}", **note)
    hooks.emit(account, "incident.resolved", incident, hand)


def reopen(account: Account, incident: Incident, hand: Hand) -> None:
    if incident.service not in account.world.services:
        raise not_found("Service not found")
    if incident.is_open:
        raise ApiError(1003, "Only a resolved incident can be triggered again")
    if incident.merged_into:
        raise ApiError(1019)
    incident.resolved, incident.reopened = None, account.clock.now()
    _become(account, incident, "triggered", hand)
    log.write(account, incident, "reopen", hand, f"Reopened by {name(account, hand)}")
    paging.by_policy(account, incident, hand)
    hooks.emit(account, "incident.reopened", incident, hand)


def reassign(account: Account, incident: Incident, hand: Hand, users: Sequence[str]) -> None:
    _must_be_open(incident)
    _in_new_hands(account, incident, hand)
    paging.by_name(account, incident, hand, users)
    hooks.emit(account, "incident.reassigned", incident, hand)


def escalate(account: Account, incident: Incident, hand: Hand, level: int) -> None:
    """Page this level of its policy, or the next one above it that has anybody."""
    _must_be_open(incident)
    if not 1 <= level <= len(account.world.policies[incident.policy].levels):
        raise ApiError(2001, "Escalation level must be one of the escalation policy's levels")
    _in_new_hands(account, incident, hand)
    paging.by_policy(account, incident, hand, level, "escalate")
    hooks.emit(account, "incident.escalated", incident, hand)


def delegate(account: Account, incident: Incident, hand: Hand, policy: str) -> None:
    """Hand it to another escalation policy."""
    _must_be_open(incident)
    _in_new_hands(account, incident, hand)
    incident.policy, incident.loops = policy, 0
    paging.by_policy(account, incident, hand, 1, "delegate")
    hooks.emit(account, "incident.delegated", incident, hand)


def snooze(account: Account, incident: Incident, hand: Hand, seconds: int) -> None:
    """Quiet for a time, whoever has it; then it is as if the acknowledgement had timed out."""
    _must_be_open(incident)
    if hand.agent.id not in incident.acknowledgements:
        acknowledge(account, incident, hand)
    incident.times_out = account.clock.now() + account.minutes(seconds / 60)
    at: Json = {"type": "unacknowledge", "at": incident.times_out}
    log.write(account, incident, "snooze", hand, f"Snoozed by {name(account, hand)}", changed_actions=[at])


def note(account: Account, incident: Incident, hand: Hand, content: str) -> Note:
    now = account.clock.now()
    made = Note(ids.happened("P")[:7], hand.agent.id, content, now, now)
    incident.notes[made.id] = made
    channel: Json = {"type": "note", "summary": content}
    log.write(account, incident, "annotate", hand, f"Note added by {name(account, hand)}", channel)
    hooks.emit(account, "incident.annotated", incident, hand, made)
    return made


def merge(account: Account, target: Incident, hand: Hand, sources: Sequence[Incident]) -> None:
    """The sources are resolved, and their alerts are the target's."""
    if any(source.merged_into for source in sources):
        raise ApiError(1019)
    _must_be_open(target)
    for source in sources:
        for alert in account.world.alerts.values():
            if alert.incident == source.id:
                alert.incident = target.id
        if source.is_open:
            resolve(account, source, hand, into=target.id)
        source.merged_into = target.id


def _in_new_hands(account: Account, incident: Incident, hand: Hand) -> None:
    """Who gets an incident has not acknowledged it yet."""
    incident.acknowledgements, incident.times_out = {}, None
    if incident.status == "acknowledged":
        _become(account, incident, "triggered", hand)


def _become(account: Account, incident: Incident, status: Status, hand: Hand) -> None:
    incident.status = status
    incident.changed = incident.updated = account.clock.now()
    incident.changed_by = hand.agent


def _must_be_open(incident: Incident) -> None:
    if not incident.is_open:
        raise ApiError(1001)


def name(account: Account, hand: Hand) -> str:
    if hand.agent.kind == "user":
        return account.world.users[hand.agent.id].name
    return account.world.services[hand.agent.id].name
