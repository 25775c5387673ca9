"""The body of a V2 webhook: unsigned, the incident whole, with its newest line of the log.

https://developer.pagerduty.com/docs/webhooks/v2-overview/
"""

import uuid

from bot.sandbox.pagerduty.clock import iso
from bot.sandbox.pagerduty.shapes import incidents as shapes
from bot.sandbox.pagerduty.shapes.frame import Frame
from bot.sandbox.pagerduty.world.incidents import Incident
from bot.sandbox.pagerduty.world.subscriptions import Subscription
from bot.sandbox.world import Json

EVENTS = {
    "incident.triggered": "trigger",
    "incident.acknowledged": "acknowledge",
    "incident.unacknowledged": "unacknowledge",
    "incident.resolved": "resolve",
    "incident.reassigned": "assign",
    "incident.escalated": "escalate",
    "incident.delegated": "delegate",
    "incident.annotated": "annotate",
}
"""Of a changed priority V2 tells nothing."""
WHOLE = frozenset({"services", "priorities", "channels"})


def message(frame: Frame, name: str, one: Incident, found: Subscription) -> Json | None:
    """None where V2 knows no such event."""
    event = EVENTS.get(name)
    if event is None:
        return None
    whole = Frame(frame.account, WHOLE)
    entries = [each for each in one.entries if each.type == f"{event}_log_entry"]
    told: Json = {
        "id": str(uuid.uuid4()),
        "event": f"incident.{event}",
        "created_on": iso(frame.account.clock.now()),
        "webhook": _webhook(frame, one, found),
        "incident": _incident(whole, one),
        "log_entries": [
            shapes.entry(Frame(frame.account, frozenset({"channels"})), each) for each in entries[-1:]
        ],
    }
    return {"messages": [told]}


def _incident(frame: Frame, one: Incident) -> Json:
    """Whole, with its service, and with what the REST API has stopped telling."""
    shown = shapes.incident(frame, one)
    gone: Json = dict.fromkeys(("privilege", "basic_alert_grouping", "importance"))
    empty: Json = {"metadata": {}, "external_references": [], "subscriber_requests": [], "alerts": []}
    impacted = Frame(frame.account).links("service", [one.service])
    service = {**(shown["service"] or {}), "privilege": None, "metadata": {}}
    return {
        **shown,
        "incident_key": one.key,
        "service": service,
        "impacted_services": impacted,
        **gone,
        **empty,
    }


def _webhook(frame: Frame, one: Incident, found: Subscription) -> Json:
    return {
        "id": found.id,
        "type": "webhook",
        "summary": found.description,
        "self": f"{frame.account.api}/webhooks/{found.id}",
        "html_url": None,
        "endpoint_url": found.url,
        "name": found.description,
        "description": None,
        "webhook_object": frame.link("service", one.service),
        "config": {},
        "outbound_integration": {
            "id": "PJFWPEP",
            "type": "outbound_integration_reference",
            "summary": "Generic V2 Webhook",
            "self": f"{frame.account.api}/outbound_integrations/PJFWPEP",
            "html_url": None,
        },
        "accounts_addon": None,
    }
