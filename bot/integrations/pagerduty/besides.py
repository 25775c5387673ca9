"""What PagerDuty tells of an incident besides its state: told on as it is, as nothing can be compared.

https://developer.pagerduty.com/docs/webhooks/webhooks-overview/#event-data-types
"""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.paging import What

Said = Mapping[str, Any]


def read(name: str, data: Said) -> tuple[str, dict[str, str]] | None:
    """Give the id of the incident that it is about, and what is told; None where it is of another kind."""
    if name not in _READ:
        return None
    what, pick = _READ[name]
    number = (data.get("incident") or _roles(data)[0]["incident"])["id"]
    return str(number), {"what": what, **pick(data)}


def _status(data: Said) -> dict[str, str]:
    return {"words": str(data.get("message") or "")}


def _responder(data: Said) -> dict[str, str]:
    about = data.get("user") or data.get("escalation_policy") or {}
    return {
        "about": str(about.get("summary") or ""),
        "words": str(data.get("message") or ""),
        "state": str(data.get("state") or ""),
    }


def _role(data: Said) -> dict[str, str]:
    given = _roles(data)[0]
    return {"about": _summary(given.get("assignee")), "words": _summary(given.get("role"))}


def _bridge(data: Said) -> dict[str, str]:
    numbers = [str(one["number"]) for one in data.get("conference_numbers") or ()]
    return {"words": ", ".join(filter(None, [str(data.get("conference_url") or ""), *numbers]))}


def _fields(data: Said) -> dict[str, str]:
    changed = data.get("changed_custom_fields") or ()
    return {"words": ", ".join(f"{one['name']}: {_value(one.get('value'))}" for one in changed)}


def _value(said: Any) -> str:
    if said is None:
        return "nothing"
    return ", ".join(map(str, said)) if isinstance(said, list) else str(said)


def _roles(data: Said) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data["incident_role_assignments"]
    return found


def _summary(reference: Said | None) -> str:
    return str((reference or {}).get("summary") or "")


_READ: Mapping[str, tuple[What, Callable[[Said], dict[str, str]]]] = {
    "incident.status_update_published": (What.STATUS, _status),
    "incident.responder.added": (What.ASKED, _responder),
    "incident.responder.replied": (What.REPLIED, _responder),
    "incident.role.assigned": (What.ROLE, _role),
    "incident.conference_bridge.updated": (What.BRIDGE, _bridge),
    "incident.custom_field_values.updated": (What.FIELDS, _fields),
}

NAMES = tuple(_READ)
