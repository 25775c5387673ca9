"""What an incident says of itself, changed: title, priority, urgency, service, bridge. Equal is no change."""

from bot.sandbox.pagerduty import hooks
from bot.sandbox.pagerduty.account import Account
from bot.sandbox.pagerduty.rules import log
from bot.sandbox.pagerduty.world.incidents import Hand, Incident
from bot.sandbox.world import Json


def set_title(account: Account, incident: Incident, hand: Hand, title: str) -> None:
    if title != incident.title:
        field: Json = {"id": "title", "name": "title", "namespace": "incidents", "value": title}
        changes: Json = {"application_fields": [{**field, "old_value": incident.title}]}
        incident.title = title
        channel: Json = {**hand.channel, "changeset": changes}
        log.write(account, incident, "field_value_change", hand, "Title changed", channel)
        _changed(account, incident)


def set_priority(account: Account, incident: Incident, hand: Hand, priority: str | None) -> None:
    """The log keeps the old one and the new one in the entry's channel."""
    if priority != incident.priority:
        told: Json = {
            "old_priority": _named(account, incident.priority),
            "new_priority": _named(account, priority),
        }
        incident.priority = priority
        channel: Json = {**hand.channel, **told}
        log.write(account, incident, "priority_change", hand, "Priority changed", channel)
        _changed(account, incident)
        hooks.emit(account, "incident.priority_updated", incident, hand)


def set_urgency(account: Account, incident: Incident, hand: Hand, urgency: str) -> None:
    if urgency != incident.urgency:
        incident.urgency = urgency
        log.write(account, incident, "urgency_change", hand, f"Urgency changed to {urgency}")
        _changed(account, incident)


def set_service(account: Account, incident: Incident, hand: Hand, service: str) -> None:
    """Its policy stays: it is the incident that moved, not who is called for it."""
    if service != incident.service:
        incident.service = service
        _changed(account, incident)
        hooks.emit(account, "incident.service_updated", incident, hand)


def set_bridge(account: Account, incident: Incident, hand: Hand, bridge: Json) -> None:
    if bridge != incident.bridge:
        incident.bridge = bridge
        _changed(account, incident)
        hooks.emit(account, "incident.conference_bridge.updated", incident, hand)


def _changed(account: Account, incident: Incident) -> None:
    incident.updated = account.clock.now()


def _named(account: Account, priority: str | None) -> Json | None:
    found = account.world.priorities.get(priority or "")
    if found is None:
        return None
    return {"id": found.id, "summary": found.name, "name": found.name, "description": found.description}
