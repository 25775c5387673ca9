"""Figures over incidents: of services, and of each incident. What is not counted here is left out.

https://developer.pagerduty.com/docs/rest-api-v2/analytics/
"""

from collections.abc import Iterable
from datetime import datetime
from statistics import mean

from bot.sandbox.pagerduty.clock import parse
from bot.sandbox.pagerduty.errors import invalid
from bot.sandbox.pagerduty.rest.call import Call, route
from bot.sandbox.pagerduty.world.incidents import Incident
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

MOST = 1000


@route("POST", "/analytics/metrics/incidents/services")
def of_services(call: Call) -> Answer:
    """Only services with incidents in the time that is asked for."""
    world, by_service = call.account.world, dict[str, list[Incident]]()
    for one in _asked(call):
        by_service.setdefault(one.service, []).append(one)
    found = [
        {"service_id": number, "service_name": world.services[number].name, **_figures(some)}
        for number, some in by_service.items()
    ]
    return Answer(200, {"data": found, "filters": _filters(call), "time_zone": "Etc/UTC"})


@route("POST", "/analytics/raw/incidents")
def of_incidents(call: Call) -> Answer:
    """The oldest first; `starting_after` is the id of the last one of the page before."""
    found = sorted(_asked(call), key=lambda one: (one.created, one.id))
    after, limit = call.body.get("starting_after"), call.body.get("limit", 20)
    if not isinstance(limit, int) or not 1 <= limit <= MOST:
        raise invalid(f"Limit must be between 1 and {MOST}")
    first = next((place + 1 for place, one in enumerate(found) if one.id == after), 0)
    some = found[first : first + limit]
    body: Json = {
        "data": [_raw(one) for one in some],
        "first": some[0].id if some else "",
        "last": some[-1].id if some else "",
        "limit": limit,
        "more": first + limit < len(found),
        "order": "asc",
        "order_by": "created_at",
        "time_zone": "Etc/UTC",
    }
    return Answer(200, body)


def _filters(call: Call) -> Json:
    said = call.body.get("filters") or {}
    if not isinstance(said, dict):
        raise invalid("filters must be an object")
    return said


def _asked(call: Call) -> list[Incident]:
    filters = _filters(call)
    try:
        since, until = (parse(filters[name], call.zone) for name in ("created_at_start", "created_at_end"))
    except (KeyError, ValueError, TypeError):
        raise invalid("created_at_start and created_at_end must be valid ISO 8601 dates") from None
    if (until - since).days > 366:  # a year at most
        raise invalid("The range must be at most a year")
    services = filters.get("service_ids")
    known = call.account.world.incidents.values()
    return [
        one for one in known if since <= one.created < until and (not services or one.service in services)
    ]


def _figures(some: list[Incident]) -> Json:
    return {
        "total_incident_count": len(some),
        "mean_seconds_to_resolve": _mean(_seconds(one, one.resolved) for one in some),
        "mean_seconds_to_first_ack": _mean(_seconds(one, _acknowledged(one)) for one in some),
    }


def _raw(one: Incident) -> Json:
    return {
        "id": one.id,
        "incident_number": one.number,
        "service_id": one.service,
        "seconds_to_resolve": _seconds(one, one.resolved),
        "seconds_to_first_ack": _seconds(one, _acknowledged(one)),
    }


def _acknowledged(one: Incident) -> datetime | None:
    return min((each.at for each in one.entries if each.type == "acknowledge_log_entry"), default=None)


def _seconds(one: Incident, until: datetime | None) -> int | None:
    return round((until - one.created).total_seconds()) if until else None


def _mean(found: Iterable[int | None]) -> int:
    known = [each for each in found if each is not None]
    return round(mean(known)) if known else 0
