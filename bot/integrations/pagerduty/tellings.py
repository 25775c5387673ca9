"""What PagerDuty tells, whichever way it comes, in one small shape: to which incident something happened.

What exactly happened is not taken from it: the incident is read as it is. Which account told it is said by
naming.told.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from bot.domain.paging.source import SYSTEM
from bot.domain.systems.told import Told
from bot.integrations.pagerduty import besides
from bot.usecases.catalog.hear_news import OF_SERVICE
from bot.usecases.paging.hear_source import CHANGED, NOTED, PINGED, TOLD

PING = "pagey.ping"
ANNOTATED = "incident.annotated"

OF_SERVICES = (
    "service.created",
    "service.updated",
    "service.deleted",
    "service.custom_field_values.updated",
)
"""What changes the catalog."""

EVENTS = (
    "incident.triggered",
    "incident.acknowledged",
    "incident.unacknowledged",
    "incident.resolved",
    "incident.reopened",
    "incident.reassigned",
    "incident.escalated",
    "incident.delegated",
    "incident.priority_updated",
    "incident.service_updated",
    "incident.incident_type.changed",
    ANNOTATED,
    *besides.NAMES,
    *OF_SERVICES,
)
"""What changes something of ours.

https://developer.pagerduty.com/docs/webhooks/webhooks-overview/#event-types
"""

MESSAGES = {
    "incident.trigger",
    "incident.acknowledge",
    "incident.unacknowledge",
    "incident.resolve",
    "incident.assign",
    "incident.escalate",
    "incident.delegate",
    "incident.annotate",
}
"""What V2 calls the same: https://developer.pagerduty.com/docs/webhooks/v2-overview/"""

ANNOTATE = "annotate_log_entry"
IDLE = {"notify_log_entry"}
"""Lines of the log after which the incident is as before."""

unknown: Counter[str] = Counter()
"""How often something was told that nothing follows, by its name."""


def of_event(event: Mapping[str, Any], subscription: str) -> Told | None:
    """Read an event of V3. `subscription`: by whose secret it was signed. KeyError where it is none."""
    name, key, data = str(event["event_type"]), f"event:{event['id']}", event["data"]
    if name == PING:
        return Told(SYSTEM, subscription, key, PINGED, {})
    if name not in EVENTS:
        unknown[name] += 1
        return None
    if name in OF_SERVICES:
        service = data.get("service") or data
        return Told(SYSTEM, str(service["id"]), key, OF_SERVICE, {})
    more = besides.read(name, data)
    if more:
        return Told(SYSTEM, more[0], key, TOLD, {**more[1], "who": _name(event.get("agent"))})
    if name != ANNOTATED:
        said = {"key": str(data.get("incident_key") or ""), "service": _name(data.get("service"))}
        return Told(SYSTEM, str(data["id"]), key, CHANGED, said)
    words = "" if data.get("trimmed") else str(data.get("content") or "")
    note = {"note": str(data["id"]), "words": words, "who": _name(event.get("agent"))}
    return Told(SYSTEM, str(data["incident"]["id"]), key, NOTED, note)


def of_message(message: Mapping[str, Any]) -> Told | None:
    """Read a message of V2. KeyError where it is none."""
    name, incident = str(message["event"]), message["incident"]
    if name not in MESSAGES:
        unknown[name] += 1
        return None
    said = {"key": str(incident.get("incident_key") or ""), "service": _name(incident.get("service"))}
    kind = NOTED if name == "incident.annotate" else CHANGED
    return Told(SYSTEM, str(incident["id"]), f"message:{message['id']}", kind, said)


def of_entry(entry: Mapping[str, Any]) -> Told | None:
    """Read a line of the log; one that is about no incident says nothing."""
    incident, name = entry.get("incident") or {}, str(entry["type"]).removesuffix("_reference")
    if not incident.get("id") or name in IDLE:
        return None
    kind = NOTED if name == ANNOTATE else CHANGED
    return Told(
        SYSTEM, str(incident["id"]), f"entry:{entry['id']}", kind, {"service": _name(entry.get("service"))}
    )


def of_open(incident: Mapping[str, Any], reading: str) -> Told:
    """Read one of the list of what is open; `reading` names the one that found it."""
    said = {"key": str(incident.get("incident_key") or ""), "service": _name(incident.get("service"))}
    return Told(SYSTEM, str(incident["id"]), f"open:{reading}:{incident['id']}", CHANGED, said)


def _name(reference: Mapping[str, Any] | None) -> str:
    return str((reference or {}).get("summary") or "")
