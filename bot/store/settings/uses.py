"""How many incidents hold an entry of the settings, open or closed."""

import json
from collections.abc import Callable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from bot.domain.own_fields import FieldKind
from bot.store import taxonomy
from bot.store.tables import Incident
from bot.store.who.standings import NOTHING


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


def _team(key: str) -> Any:
    """Whether a field of that kind says it."""
    kinds = [field.key for field in taxonomy.load().fields.values() if field.kind is FieldKind.TEAM]
    said = Incident.fields.cast("TEXT")
    return reduce(or_, (said.contains(f"{_quoted(one)}:[{_quoted(key)}]") for one in kinds), NOTHING)


_HOLDS: Mapping[str, Callable[[str], Any]] = {
    "priorities": lambda key: Incident.priority == key,
    "categories": lambda key: Incident.category == key,
    "environments": _among(Incident.environments),
    "impacts": _keyed(Incident.impacts),
    "roles": _keyed(Incident.roles),
    "key_events": _keyed(Incident.key_events),
    "fields": _keyed(Incident.fields),
    "teams": _team,
}
