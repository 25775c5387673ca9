"""The body of a V3 webhook, and its signature.

https://developer.pagerduty.com/docs/webhooks/webhooks-overview/#webhook-payload
https://developer.pagerduty.com/docs/webhooks/webhook-signatures/
"""

import hashlib
import hmac
from collections.abc import Iterable

from bot.sandbox.pagerduty import ids
from bot.sandbox.pagerduty.clock import iso_ms
from bot.sandbox.pagerduty.shapes import incidents as shapes
from bot.sandbox.pagerduty.shapes.frame import Frame
from bot.sandbox.pagerduty.world.incidents import Hand, Incident, Note
from bot.sandbox.pagerduty.world.things import Service
from bot.sandbox.world import Json


def event(frame: Frame, name: str, hand: Hand | None, data: Json) -> Json:
    told = {
        "id": ids.happened("0") + ids.happened("1")[:12],
        "event_type": name,
        "resource_type": name.split(".", maxsplit=1)[0],
        "occurred_at": iso_ms(frame.account.clock.now()),
        "agent": frame.agent(hand.agent) if hand else None,
        "client": hand.client if hand else None,
        "data": data,
    }
    return {"event": told}


def data(frame: Frame, name: str, one: Incident, note: Note | None) -> Json:
    """What an event of this name is about: the incident, or what was added to it."""
    if note:
        about: Json = {"id": note.id, "content": note.content, "trimmed": False, "type": "incident_note"}
        return {**about, "incident": frame.link("incident", one.id)}
    if name == "incident.conference_bridge.updated":
        bridge = {**(one.bridge or {}), "type": "incident_conference_bridge"}
        return {"incident": frame.link("incident", one.id), **bridge}
    return incident(frame, one)


def incident(frame: Frame, one: Incident) -> Json:
    """The incident as it is now; its words, log and e-mails are not told."""
    whole = shapes.incident(frame, one)
    kept = (
        "id",
        "type",
        "self",
        "html_url",
        "status",
        "incident_key",
        "created_at",
        "title",
        "incident_type",
    )
    last = (
        "service",
        "escalation_policy",
        "teams",
        "priority",
        "urgency",
        "conference_bridge",
        "resolve_reason",
    )
    return {
        **{key: whole[key] for key in kept},
        "number": one.number,
        "reopened_at": frame.time(one.reopened),
        "assignees": frame.links("user", one.assignments),
        **{key: whole[key] for key in last},
    }


def service(frame: Frame, one: Service) -> Json:
    head = frame.head("service", one)
    teams = frame.links("team", one.teams)
    return {**head, "alert_creation": "create_alerts_and_incidents", "teams": teams}


def pinged(frame: Frame, hand: Hand) -> Json:
    said: Json = {"message": "Hello from your friend Pagey!", "type": "ping"}
    return event(frame, "pagey.ping", hand, said)


def signature(body: bytes, secrets: Iterable[str]) -> str:
    """One value for each secret that is valid, parted by commas."""
    digests = (hmac.new(secret.encode(), body, hashlib.sha256).hexdigest() for secret in secrets)
    return ",".join(f"v1={digest}" for digest in digests)
