"""The blueprints that Port lacks and the usual mapping needs: made once, and never changed.

https://docs.port.io/build-your-software-catalog/sync-data-to-catalog/incident-management/pagerduty/
"""

from collections.abc import Mapping
from typing import Any

from bot.domain.catalog.titles import BLUEPRINTS, FIELDS, INCIDENT, SERVICE
from bot.domain.errors import PermanentError
from bot.integrations.faults import unless_gone
from bot.integrations.port.client import TAKEN, Port

_TEXT: Mapping[str, str] = {"type": "string"}
_URL = {**_TEXT, "format": "url"}
_USER = {**_TEXT, "format": "user"}
_MOMENT = {**_TEXT, "format": "date-time"}
_STATUSES = ["triggered", "annotated", "acknowledged", "reassigned", "escalated", "reopened", "resolved"]

_PROPERTIES: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    SERVICE: {
        "status": _TEXT,
        "url": _URL,
        "oncall": _USER,
        "secondaryOncall": _USER,
        "escalationLevels": {"type": "number"},
    },
    INCIDENT: {
        "status": {**_TEXT, "enum": _STATUSES},
        "url": _URL,
        "urgency": {**_TEXT, "enum": ["high", "low"]},
        "responder": _TEXT,
        "escalation_policy": _TEXT,
        "created_at": _MOMENT,
        "updated_at": _MOMENT,
    },
}
_RELATIONS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    INCIDENT: {SERVICE: {"target": SERVICE, "required": False, "many": True}},
}
USUAL = tuple(_PROPERTIES)


async def furnish(port: Port) -> list[str]:
    """Make those of the usual that are missing, and say so. Raises as the client does."""
    made = []
    for identifier in USUAL:
        if not await _is_there(port, identifier):
            await make(port, identifier)
            made.append(f"The blueprint {identifier} is made.")
    return made


async def make(port: Port, identifier: str) -> bool:
    """Make one of the usual, and before it those that it is related to; False where it is none of them.

    One that is there meanwhile is left as it is. Raises as the client does.
    """
    if identifier not in _PROPERTIES:
        return False
    for relation in _RELATIONS.get(identifier, {}).values():
        if not await _is_there(port, relation["target"]):
            await make(port, relation["target"])
    try:
        await port.make_blueprint(_whole(identifier))
    except PermanentError as error:
        if error.code != TAKEN:
            raise
    return True


async def _is_there(port: Port, identifier: str) -> bool:
    return await unless_gone(port.get("blueprints", identifier)) is not None


def _whole(identifier: str) -> dict[str, Any]:
    return {
        "identifier": identifier,
        "title": BLUEPRINTS[identifier],
        "icon": "pagerduty",
        "description": f"{BLUEPRINTS[identifier]}s as PagerDuty lists them; Firebell keeps them.",
        "schema": {"properties": _titled(identifier, _PROPERTIES), "required": []},
        "mirrorProperties": {},
        "calculationProperties": {},
        "relations": _titled(identifier, _RELATIONS),
    }


def _titled(identifier: str, fields: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, Any]:
    named = FIELDS[identifier]
    return {name: {**one, "title": named[name]} for name, one in fields.get(identifier, {}).items()}
