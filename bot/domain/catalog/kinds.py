"""What of PagerDuty can be mapped, and what each can be asked with. The value: whether it takes several."""

from collections.abc import Mapping

SERVICES, INCIDENTS, ONCALLS, SCHEDULES = "services", "incidents", "oncalls", "schedules"

KINDS: Mapping[str, Mapping[str, bool]] = {
    SERVICES: {"include": True, "sort_by": False, "team_ids": True, "time_zone": False, "query": False},
    INCIDENTS: {
        "date_range": False,
        "incident_key": False,
        "include": True,
        "service_ids": True,
        "since": False,
        "until": False,
        "sort_by": False,
        "statuses": True,
        "team_ids": True,
        "time_zone": False,
        "urgencies": True,
        "user_ids": True,
    },
    SCHEDULES: {
        "include": True,
        "since": False,
        "until": False,
        "time_zone": False,
        "query": False,
    },
    ONCALLS: {
        "include": True,
        "since": False,
        "until": False,
        "time_zone": False,
        "escalation_policy_ids": True,
        "schedule_ids": True,
        "user_ids": True,
        "earliest": False,
    },
    "escalation_policies": {"include": True, "team_ids": True, "user_ids": True, "query": False},
    "users": {"include": True, "team_ids": True, "query": False},
    "teams": {"query": False},
}
"""https://developer.pagerduty.com/api-reference/"""

_ONE = {
    "service": SERVICES,
    "incident": INCIDENTS,
    "schedule": SCHEDULES,
    "oncall": ONCALLS,
    "escalation_policy": "escalation_policies",
    "user": "users",
    "team": "teams",
}


def kind_of(said: str) -> str:
    """Give the kind that is meant; one that is not in KINDS is asked for by its name."""
    return _ONE.get(said.strip(), said.strip())


def params_of(kind: str) -> Mapping[str, bool] | None:
    """Give what it can be asked with; None where that is not known here."""
    return KINDS.get(kind)
