"""Events API v2: what monitoring tools send; repeats of a key become one.

https://developer.pagerduty.com/docs/events-api-v2/trigger-events/
"""

from typing import Any

from bot.sandbox.pagerduty import ids
from bot.sandbox.pagerduty.rest.call import Call, route
from bot.sandbox.pagerduty.rules import incidents as rules
from bot.sandbox.pagerduty.world.incidents import Agent, Alert, Hand, Incident
from bot.sandbox.pagerduty.world.things import Service
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

ACTIONS = ("trigger", "acknowledge", "resolve")
SEVERITIES = ("critical", "error", "warning", "info")
LONGEST_SUMMARY = 1024
LONGEST_KEY = 255


@route("POST", "/v2/enqueue")
def enqueue(call: Call) -> Answer:
    said = call.body
    if wrong := _wrong(said):
        return _refused(*wrong)
    routing_key = said["routing_key"]
    services = call.account.world.services.values()
    service = next((one for one in services if one.routing_key == routing_key), None)
    if service is None:
        return _refused("Invalid routing key")
    key = said.get("dedup_key") or ids.happened("e").lower() * 2
    if not service.is_disabled:
        _take(call, service, key, said)
    return Answer(202, {"status": "success", "message": "Event processed", "dedup_key": key})


def _wrong(said: Json) -> list[str]:
    wrong = []
    if not isinstance(said.get("routing_key"), str):
        wrong.append("'routing_key' is missing or blank")
    if (action := said.get("event_action")) not in ACTIONS:
        wrong.append(
            "'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')"
        )
    key = said.get("dedup_key")
    if key is not None and (not isinstance(key, str) or len(key) > LONGEST_KEY):
        wrong.append(f"'dedup_key' must be a text of at most {LONGEST_KEY} characters")
    if not key and action in ACTIONS[1:]:
        wrong.append("'dedup_key' is missing or blank")
    return wrong + (_wrong_payload(said.get("payload")) if action == "trigger" else [])


def _wrong_payload(said: Any) -> list[str]:
    if not isinstance(said, dict):
        return ["'payload' is missing or blank"]
    missing = [
        name
        for name in ("summary", "source", "severity")
        if not isinstance(said.get(name), str) or not said[name]
    ]
    wrong = [f"'payload.{name}' is missing or blank" for name in missing]
    if "severity" not in missing and said["severity"] not in SEVERITIES:
        wrong.append(
            "'payload.severity' is invalid (must be one of 'critical', 'warning', 'error' or 'info')"
        )
    return wrong


def _refused(*errors: str) -> Answer:
    return Answer(
        400, {"status": "invalid event", "message": "Event object is invalid", "errors": list(errors)}
    )


def _take(call: Call, service: Service, key: str, said: Json) -> None:
    account = call.account
    client: Json | None = {"name": said["client"]} if isinstance(said.get("client"), str) else None
    hand = Hand(Agent("service", service.id), "events_api_v2", client)
    found = rules.with_key(account, service.id, key)
    match said["event_action"]:
        case "trigger":
            if not account.world.is_in_maintenance(service, account.clock.now()):
                _trigger(call, service, key, said, hand, found)
        case "acknowledge" if found and found.status == "triggered":
            rules.acknowledge(account, found, hand)
        case "resolve" if found:
            rules.resolve(account, found, hand)


def _trigger(call: Call, service: Service, key: str, said: Json, hand: Hand, found: Incident | None) -> None:
    """An alert of the open incident of this key, or of a new one."""
    payload = said["payload"]
    summary = payload["summary"][:LONGEST_SUMMARY]
    told = {"type": "api", "service_key": service.routing_key, "incident_key": key, "summary": summary}
    details = payload.get("custom_details")
    channel: Json = {**told, "description": summary, "details": details if isinstance(details, dict) else {}}
    known = [
        one
        for one in call.account.world.alerts.values()
        if found and one.incident == found.id and one.key == key
    ]
    if known:
        return
    draft = rules.Draft(summary, service.id, key=key, client=hand.client, channel=channel)
    incident = found or rules.trigger(call.account, hand, draft)
    made = Alert(
        ids.happened(), incident.id, service.id, key, summary, call.account.clock.now(), payload["severity"]
    )
    made.details = channel["details"]
    call.account.world.alerts[made.id] = made
