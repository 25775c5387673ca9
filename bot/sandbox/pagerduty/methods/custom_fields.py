"""What people entered into an account's own fields, of a service and of an incident.

https://developer.pagerduty.com/api-reference/0f1b5ad3b2b6c-get-custom-field-values
"""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.pagerduty import ids
from bot.sandbox.pagerduty.rest.call import Call, route
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json


@route("GET", "/services/{id}/custom_fields/values")
def of_service(call: Call) -> Answer:
    return _shown(call.found("service").own_fields)


@route("GET", "/incidents/{id}/custom_fields/values")
def of_incident(call: Call) -> Answer:
    return _shown(call.found("incident").own_fields)


def _shown(values: Mapping[str, Any]) -> Answer:
    return Answer(200, {"custom_fields": [_field(name, value) for name, value in values.items()]})


def _field(name: str, value: Any) -> Json:
    return {
        "id": ids.key(name)[:7].upper(),
        "type": "field_value",
        "name": name,
        "display_name": name.replace("_", " ").capitalize(),
        "description": "",
        "data_type": "string",
        "field_type": "multi_value" if isinstance(value, list) else "single_value",
        "value": value,
    }
