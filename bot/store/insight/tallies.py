"""What figures need of each incident, kept in the transaction that changes it."""

import json

from bot.domain.incident import Incident
from bot.domain.insight.counted import Alike, Kind, alike, kind_of, said
from bot.store import tables
from bot.store.engine.statement import upsert

_SAVE = upsert([tables.Tally.incident], tables.Tally.kind, tables.Tally.said)


def save(incident: Incident, before: Incident | None) -> None:
    """Write them where they are not as `before`. Drills have none, so that nothing counts them."""
    if incident.drill or (before and _counted(before) == _counted(incident)):
        return
    kind, numbers = _counted(incident)
    _SAVE.run(incident.id, [*kind[:-1], *kind.known], numbers)


def _counted(incident: Incident) -> tuple[Kind, str]:
    return kind_of(incident), ",".join(map(str, said(incident)))


def read(kind: str, numbers: str) -> Alike:
    """Read what was saved of all that are of one kind."""
    status, priority, category, is_counted, *known = json.loads(kind)
    return alike(Kind(status, priority, category, is_counted, tuple(known)), json.loads(f"[{numbers}]"))
