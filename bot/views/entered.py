"""What somebody entered in a form, read from the view that Slack sends: by the names of its fields.

https://docs.slack.dev/reference/views#state-values
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

View = Mapping[str, Any]


def memory(view: View) -> dict[str, Any]:
    """Give what the form brings back."""
    kept: dict[str, Any] = json.loads(view["private_metadata"])
    return kept


def typed(view: View, field: str) -> str:
    return str(_value(view, field).get("value") or "")


def chosen(view: View, field: str) -> str:
    """Give the value of the option; empty where none is chosen."""
    option = _value(view, field).get("selected_option")
    return str(option["value"]) if option else ""


def several(view: View, field: str) -> tuple[str, ...]:
    """Give the values of all options that are chosen."""
    return tuple(str(option["value"]) for option in _value(view, field).get("selected_options") or ())


def person(view: View, field: str) -> str:
    return str(_value(view, field).get("selected_user") or "")


def people(view: View, field: str) -> tuple[str, ...]:
    return tuple(_value(view, field).get("selected_users") or ())


def day(view: View, field: str) -> date | None:
    picked = _value(view, field).get("selected_date")
    return date.fromisoformat(picked) if picked else None


def conversation(view: View, field: str) -> str:
    return str(_value(view, field).get("selected_conversation") or "")


def anything(view: View, field: str) -> tuple[str, ...]:
    """Give what was entered in a field of which the kind is not known: texts, values of options, people."""
    held = _value(view, field)
    option = held.get("selected_option")
    options = [option] if option else held.get("selected_options") or ()
    plain = (held.get("value"), held.get("selected_user"))
    return tuple(str(one) for one in (*plain, *(one["value"] for one in options)) if one)


def initial(element: View) -> tuple[str, ...]:
    """Give what stood in a field when it was shown first, as `anything` would."""
    option = element.get("initial_option")
    options = [option] if option else element.get("initial_options") or ()
    plain = (element.get("initial_value"), element.get("initial_user"))
    return tuple(str(one) for one in (*plain, *(one["value"] for one in options)) if one)


def fields(view: View, prefix: str) -> dict[str, str]:
    """Give the fields whose names begin like this: the rest of the name -> the whole one."""
    names = (name for name in view["state"]["values"] if name.startswith(prefix))
    return {name.removeprefix(prefix): name for name in names}


def _value(view: View, field: str) -> Mapping[str, Any]:
    return next(iter(view["state"]["values"].get(field, {}).values()), {})
