"""PagerDuty's incidents as they are read.

https://developer.pagerduty.com/api-reference/005299ed43553-get-an-incident
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.domain.paging import HIGH, Callee, Nobody, PageState, Seen

SERVICE_SILENT = {"disabled": Nobody.DISABLED, "maintenance": Nobody.MAINTENANCE}
"""States of a service in which nobody is called."""


def seen_of(said: Mapping[str, Any], service_state: str = "") -> Seen:
    """Read one. `service_state`: how its service is, where that is known."""
    people = tuple(_callee(one["assignee"]) for one in said.get("assignments") or ())
    changed_at = said.get("updated_at") or said.get("last_status_change_at") or said["created_at"]
    state = PageState(said["status"])
    return Seen(
        id=said["id"],
        key=said.get("incident_key") or "",
        number=int(said.get("incident_number") or 0),
        url=said.get("html_url") or "",
        title=said.get("title") or said.get("summary") or "",
        service=(said.get("service") or {}).get("summary") or "",
        state=state,
        changed_at=moment(changed_at),
        created_at=moment(said["created_at"]),
        urgency=said.get("urgency") or HIGH,
        priority=_priority(said.get("priority")),
        people=people,
        by=_who(said, state),
        nobody=_nobody(said, people, service_state) if state is PageState.TRIGGERED else "",
        merged_into=_merged(said.get("resolve_reason")),
        description=str((said.get("body") or {}).get("details") or ""),
    )


def seen_after(said: Mapping[str, Any], nobody: str) -> Seen:
    """Read the answer to a change, which tells nothing of the service: what was known of it stays.

    nobody: why nobody was called before.
    """
    state = next((state for state, why in SERVICE_SILENT.items() if why == nobody), "")
    return seen_of(said, state)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _callee(said: Mapping[str, Any]) -> Callee:
    return Callee(said["id"], said.get("summary") or said.get("name") or said["id"])


def _priority(said: Mapping[str, Any] | None) -> str:
    """Its name is `summary` in references, and `name` in the whole."""
    return str(said.get("name") or said.get("summary") or "") if said else ""


def _who(said: Mapping[str, Any], state: PageState) -> str:
    """Name who changed its state last; a service or an integration is nobody."""
    acknowledged = [one.get("acknowledger") or {} for one in said.get("acknowledgements") or ()]
    if state is PageState.ACKNOWLEDGED and acknowledged:
        return str(acknowledged[-1].get("summary") or "")
    by = said.get("last_status_change_by") or {}
    return str(by.get("summary") or "") if str(by.get("type", "")).startswith("user") else ""


def _nobody(said: Mapping[str, Any], people: tuple[Callee, ...], service_state: str) -> str:
    silent = SERVICE_SILENT.get(service_state)
    if silent:
        return silent
    if not people:
        return Nobody.UNASSIGNED
    return Nobody.LOW if said.get("urgency") == "low" else ""


def _merged(said: Mapping[str, Any] | None) -> str:
    """Give the id of the incident in which it goes on."""
    if not said or said.get("type") != "merge_resolve_reason":
        return ""
    return str((said.get("incident") or {}).get("id") or "")
