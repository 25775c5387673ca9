"""How many incidents hold an entry of the settings, open or closed."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from bot.store.tables import Incident


def count(section: str, key: str) -> int:
    """Count them; what incidents never name is used by none."""
    holds = _HOLDS.get(section)
    return Incident.select().where(holds(key)).count() if holds else 0


def _among(field: Any) -> Callable[[str], Any]:
    """Whether it is in a list that is kept as JSON."""
    return lambda key: field.cast("TEXT").contains(_quoted(key))


def _keyed(field: Any) -> Callable[[str], Any]:
    """Whether it is a key of what is kept as JSON."""
    return lambda key: field.cast("TEXT").contains(f"{_quoted(key)}:")


def _quoted(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)


_HOLDS: Mapping[str, Callable[[str], Any]] = {
    "priorities": lambda key: Incident.priority == key,
    "categories": lambda key: Incident.category == key,
    "environments": _among(Incident.environments),
    "impacts": _keyed(Incident.impacts),
    "roles": _keyed(Incident.roles),
    "key_events": _keyed(Incident.key_events),
}
