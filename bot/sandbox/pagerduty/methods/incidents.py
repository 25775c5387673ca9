"""Incidents: list, create, change, merge, snooze.

https://developer.pagerduty.com/api-reference/9d0b4b12e36f9-list-incidents
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from bot.sandbox.pagerduty.errors import ApiError, invalid
from bot.sandbox.pagerduty.methods.changing import assignees, change, priority
from bot.sandbox.pagerduty.rest.call import Call, one_of, part, route, text
from bot.sandbox.pagerduty.rest.paging import page
from bot.sandbox.pagerduty.rules import incidents as rules
from bot.sandbox.pagerduty.shapes import incidents as shapes
from bot.sandbox.pagerduty.world.incidents import Incident
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

DEFAULT_WINDOW = timedelta(days=30)
LONGEST_WINDOW = timedelta(days=185)
MOST_AT_ONCE = 250
MOST_SOURCES = 1000
LONGEST_SNOOZE = 604_800
URGENCIES = ("high", "low")
STATUSES = ("triggered", "acknowledged", "resolved")
ORDERS: dict[str, Callable[[Incident], Any]] = {
    "incident_number": attrgetter("number"),
    "created_at": attrgetter("created"),
    "resolved_at": lambda one: one.resolved or one.updated,
    "urgency": lambda one: URGENCIES.index(one.urgency),
}


@route("GET", "/incidents")
def list_incidents(call: Call) -> Answer:
    """Without a window those of the past month, by when they were made."""
    found = [one for one in _in_window(call) if _is_asked(call, one)]
    for order in reversed((call.query.get("sort_by") or "incident_number").split(",")):
        name, _, direction = order.partition(":")
        if name not in ORDERS or direction not in {"", "asc", "desc"}:
            raise invalid(f"Cannot sort by {order}")
        found.sort(key=ORDERS[name], reverse=direction == "desc")
    return page(call, "incidents", found, lambda one: shapes.incident(call.frame, one))


def _in_window(call: Call) -> Iterator[Incident]:
    everything = call.account.world.incidents.values()
    if (asked := call.query.get("date_range")) == "all":
        return iter(everything)
    if asked:
        raise invalid("Date range must be all")
    since, until = _window(call)
    return (one for one in everything if since <= one.created <= until)


def _window(call: Call) -> tuple[datetime, datetime]:
    until = call.moment("until") or call.account.clock.now()
    since = call.moment("since") or until - DEFAULT_WINDOW
    if since > until or until - since > LONGEST_WINDOW:
        raise ApiError(2004, "The window must be at most six months long, and end after it begins")
    return since, until


def _is_asked(call: Call, one: Incident) -> bool:
    """Every filter that is given fits."""
    filters: tuple[tuple[str, Sequence[str]], ...] = (
        ("statuses", [one.status]),
        ("service_ids", [one.service]),
        ("team_ids", call.account.world.teams_of(one.service)),
        ("user_ids", list(one.assignments)),
        ("urgencies", [one.urgency]),
    )
    for name, facts in filters:
        wanted = call.many(name)
        if wanted and not set(wanted) & set(facts):
            return False
    key = call.query.get("incident_key")
    return key is None or key in _keys(call, one)


def _keys(call: Call, one: Incident) -> list[str]:
    """An incident with alerts is known by theirs."""
    alerts = [alert.key for alert in call.account.world.alerts.values() if alert.incident == one.id]
    return alerts or [one.key]


@route("POST", "/incidents")
def create(call: Call) -> Answer:
    hand, said = call.hand, call.wrapped("incident")
    if not (title := text(said, "title")).strip():
        raise invalid("Title cannot be empty")
    policy, people = said.get("escalation_policy"), said.get("assignments")
    if policy and people:
        raise invalid("Cannot specify both an assignee and an escalation policy")
    draft = rules.Draft(
        title=title,
        service=call.referred("service", said.get("service"), "Service"),
        policy=call.referred("escalation_policy", policy, "Escalation policy") if policy else "",
        key=text(said, "incident_key"),
        urgency=one_of(said, "urgency", URGENCIES),
        priority=priority(call, said.get("priority")),
        details=_details(said.get("body")),
        assignees=assignees(call, people, 1) if people else (),
        bridge=part(said, "conference_bridge") or None,
        type_name=text(part(said, "incident_type"), "name", "incident_default"),
    )
    incident = rules.trigger(call.account, hand, draft)
    return Answer(201, {"incident": shapes.incident(call.frame, incident)})


def _details(said: Any) -> str:
    """Whatever else stands in the body is not kept: it is text alone."""
    if said is None:
        return ""
    if not isinstance(said, dict) or said.get("type") != "incident_body":
        raise invalid("Body must be of type incident_body")
    return text(said, "details")


@route("PUT", "/incidents")
def change_many(call: Call) -> Answer:
    """All or, where one of them cannot be, as many as came before it."""
    said = call.body.get("incidents")
    if not isinstance(said, list):
        raise invalid("Incidents must be a list")
    if len(said) > MOST_AT_ONCE:
        raise ApiError(2001, f"At most {MOST_AT_ONCE} incidents can be updated at once", status=413)
    found = [_incident(call, one) for one in said]
    for one, wish in zip(found, said, strict=True):
        change(call, one, wish)
    return page(call, "incidents", found, lambda one: shapes.incident(call.frame, one))


def _incident(call: Call, said: Any) -> Incident:
    return call.account.world.incidents[call.referred("incident", said, "Incident")]


@route("GET", "/incidents/{id}")
def show(call: Call) -> Answer:
    one: Incident = call.found("incident")
    shown: Json = shapes.incident(call.frame, one)
    if one.details:
        shown["body"] = {"type": "incident_body", "details": one.details}
    return Answer(200, {"incident": shown})


@route("PUT", "/incidents/{id}")
def change_one(call: Call) -> Answer:
    one: Incident = call.found("incident")
    change(call, one, call.wrapped("incident"))
    return Answer(200, {"incident": shapes.incident(call.frame, one)})


@route("PUT", "/incidents/{id}/merge")
def merge(call: Call) -> Answer:
    target: Incident = call.found("incident")
    hand, said = call.hand, call.body.get("source_incidents")
    if not isinstance(said, list) or not 1 <= len(said) <= MOST_SOURCES:
        raise invalid(f"Source incidents must be a list of 1 to {MOST_SOURCES}")
    sources = [_incident(call, one) for one in said]
    if target in sources:
        raise invalid("An incident cannot be merged into itself")
    rules.merge(call.account, target, hand, sources)
    return Answer(200, {"incident": call.frame.reference("incident", target)})


@route("POST", "/incidents/{id}/snooze")
def snooze(call: Call) -> Answer:
    one: Incident = call.found("incident")
    hand, seconds = call.hand, call.body.get("duration")
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not 1 <= seconds <= LONGEST_SNOOZE:
        raise invalid(f"Duration must be a number of seconds from 1 to {LONGEST_SNOOZE}")
    rules.snooze(call.account, one, hand, seconds)
    return Answer(201, {"incident": shapes.incident(call.frame, one)})
