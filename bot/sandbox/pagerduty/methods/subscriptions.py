"""Webhook subscriptions: the secret is told once, when one is made.

https://developer.pagerduty.com/api-reference/b3A6MjkyNDc4NA-create-a-webhook-subscription
"""

import secrets
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.pagerduty import hooks, ids
from bot.sandbox.pagerduty.errors import invalid, not_found
from bot.sandbox.pagerduty.hooks.sending import is_disabled
from bot.sandbox.pagerduty.rest.call import Call, route, text
from bot.sandbox.pagerduty.rest.paging import page
from bot.sandbox.pagerduty.world.incidents import Agent, Hand
from bot.sandbox.pagerduty.world.subscriptions import Subscription
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

EVENTS = frozenset(
    {
        *(
            f"incident.{name}"
            for name in ("triggered", "acknowledged", "unacknowledged", "resolved", "reopened")
        ),
        *(
            f"incident.{name}"
            for name in ("escalated", "delegated", "reassigned", "priority_updated", "annotated")
        ),
        *(
            f"incident.{name}"
            for name in ("service_updated", "incident_type.changed", "status_update_published")
        ),
        *(f"incident.{name}" for name in ("responder.added", "responder.replied", "role.assigned")),
        *(f"incident.{name}" for name in ("conference_bridge.updated", "custom_field_values.updated")),
        *(f"incident.task.{name}" for name in ("created", "updated", "completed")),
        *(f"incident.action_invocation.{name}" for name in ("created", "updated", "terminated")),
        *(f"incident.workflow.{name}" for name in ("started", "completed")),
        *(f"service.{name}" for name in ("created", "updated", "deleted", "custom_field_values.updated")),
    }
)
FILTERS = ("account", "service", "team")
MOST = 10
"""For each account, service or team."""
REDACTED = "<redacted>"


@route("GET", "/webhook_subscriptions")
def list_subscriptions(call: Call) -> Answer:
    kind, number = call.query.get("filter_type"), call.query.get("filter_id", "")
    found = [
        one
        for one in _all(call)
        if kind is None or (one.filter[0] == kind and (kind == "account" or one.filter[1] == number))
    ]
    return page(call, "webhook_subscriptions", found, lambda one: _shape(call, one))


def _all(call: Call) -> list[Subscription]:
    return [one for one in call.account.world.subscriptions.values() if one.version == 3]


@route("POST", "/webhook_subscriptions")
def create(call: Call) -> Answer:
    said = call.wrapped("webhook_subscription")
    method = said.get("delivery_method")
    if not isinstance(method, dict) or method.get("type") != "http_delivery_method":
        raise invalid("Delivery method type must be http_delivery_method")
    url = text(method, "url")
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise invalid("Delivery method url must be a valid URL")
    made = Subscription(
        id=ids.configured(),
        url=url,
        events=_events(said.get("events")),
        filter=_filter(call, said.get("filter")),
        secrets=[secrets.token_hex(32)],
        description=text(said, "description"),
        headers=_headers(method.get("custom_headers") or []),
    )
    if sum(one.filter == made.filter for one in _all(call)) >= MOST:
        raise invalid(f"At most {MOST} webhook subscriptions can be made for each scope")
    call.account.world.subscriptions[made.id] = made
    return Answer(200, {"webhook_subscription": _shape(call, made, secret=made.secrets[0])})


@route("GET", "/webhook_subscriptions/{id}")
def show(call: Call) -> Answer:
    return _shown(call, _found(call))


@route("PUT", "/webhook_subscriptions/{id}")
def change(call: Call) -> Answer:
    """Where it delivers to cannot be changed."""
    one, said = _found(call), call.wrapped("webhook_subscription")
    one.description = text(said, "description", one.description)
    if "events" in said:
        one.events = _events(said["events"])
    if "filter" in said:
        one.filter = _filter(call, said["filter"])
    if isinstance(said.get("active"), bool):
        one.is_active = said["active"]
    return _shown(call, one)


@route("DELETE", "/webhook_subscriptions/{id}")
def delete(call: Call) -> Answer:
    del call.account.world.subscriptions[_found(call).id]
    return Answer(204)


@route("POST", "/webhook_subscriptions/{id}/enable")
def enable(call: Call) -> Answer:
    one = _found(call)
    hooks.enable(one)
    return _shown(call, one)


@route("POST", "/webhook_subscriptions/{id}/ping")
def ping(call: Call) -> Answer:
    owner = next(one.id for one in call.account.world.users.values())
    hooks.ping(call.account, _found(call), Hand(Agent("user", call.caller.user or owner)))
    return Answer(202)


def _found(call: Call) -> Subscription:
    found = call.account.world.subscriptions.get(call.path["id"])
    if found is None or found.version != 3:
        raise not_found()
    return found


def _events(said: Any) -> list[str]:
    if not isinstance(said, list) or not said:
        raise invalid("Events cannot be empty")
    if strange := [str(name) for name in said if not isinstance(name, str) or name not in EVENTS]:
        raise invalid(f"Events has an unknown event: {strange[0]}")
    return said


def _filter(call: Call, said: Any) -> tuple[str, str]:
    kind = str(said.get("type")).removesuffix("_reference") if isinstance(said, dict) else ""
    if kind not in FILTERS:
        raise invalid("Filter type must be account_reference, service_reference or team_reference")
    return (kind, "") if kind == "account" else (kind, call.referred(kind, said, "Filter"))


def _headers(said: Any) -> dict[str, str]:
    try:
        return {str(one["name"]): str(one["value"]) for one in said}
    except (TypeError, KeyError):
        raise invalid("Custom headers must have a name and a value") from None


def _shown(call: Call, one: Subscription) -> Answer:
    return Answer(200, {"webhook_subscription": _shape(call, one)})


def _shape(call: Call, one: Subscription, secret: str | None = None) -> Json:
    kind, number = one.filter
    scope: Json = {"type": f"{kind}_reference"}
    return {
        "id": one.id,
        "type": "webhook_subscription",
        "active": one.is_active,
        "description": one.description,
        "events": one.events,
        "filter": {**scope, "id": number} if number else scope,
        "delivery_method": {
            "id": f"{one.id[:-1]}D",
            "type": "http_delivery_method",
            "url": one.url,
            "secret": secret,
            "temporarily_disabled": is_disabled(call.account, one),
            "custom_headers": [{"name": name, "value": REDACTED} for name in one.headers],
        },
    }
