"""How people call what the catalog says of a thing."""

import re
from collections.abc import Mapping

SERVICE, INCIDENT = "pagerdutyService", "pagerdutyIncident"

BLUEPRINTS: Mapping[str, str] = {SERVICE: "PagerDuty Service", INCIDENT: "PagerDuty Incident"}
"""Those of the usual file."""

FIELDS: Mapping[str, Mapping[str, str]] = {
    SERVICE: {
        "status": "Status",
        "url": "URL",
        "oncall": "On Call",
        "secondaryOncall": "Secondary On Call",
        "escalationLevels": "Escalation Levels",
    },
    INCIDENT: {
        "status": "Incident Status",
        "url": "Incident URL",
        "urgency": "Incident Urgency",
        "responder": "Assignee",
        "escalation_policy": "Escalation Policy",
        "created_at": "Created At",
        "updated_at": "Updated At",
        SERVICE: "PagerDuty Service",
    },
}
"""Their properties and relations."""

_BETWEEN = re.compile(r"[\s_-]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def of_blueprint(name: str) -> str:
    return BLUEPRINTS.get(name) or _worded(name)


def of_field(blueprint: str, name: str) -> str:
    return FIELDS.get(blueprint, {}).get(name) or _worded(name)


def _worded(name: str) -> str:
    """Make `costCentre` or `cost_centre` into `Cost centre`, and leave `URL` as it is."""
    words = [one if one.isupper() else one.lower() for one in _BETWEEN.split(name) if one]
    said = " ".join(words) or name
    return said[:1].upper() + said[1:]
