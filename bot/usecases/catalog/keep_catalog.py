"""Keep what was mapped, let go of what has vanished, and say what could not be mapped."""

from collections.abc import Sequence

from bot.domain.catalog import Entity, Misfit
from bot.domain.paging.source import Source
from bot.store.catalog import entities, misfits
from bot.store.who.seen import Seen
from bot.usecases.directory.wellness import fall_ill, recover
from bot.usecases.unit import Unit

ILLNESS = "pagerduty catalog"
"""What of the file could not be mapped, where admins see it; what has vanished is told behind it, by kind."""


def keep_entities(unit: Unit, source: Source, kind: str, changed: Sequence[Entity]) -> list[int]:
    """Write these; give the numbers of their rows."""
    return entities.keep(source.system, kind, changed, unit.now)


def retire_entities(unit: Unit, numbers: Sequence[int]) -> int:
    return entities.retire(numbers, unit.now)


def retire_source(unit: Unit, source: Source, kind: str, thing: str, but: Seen | None = None) -> int:
    """Let what was made of a thing go, as it is gone or something else. but: what is made of it now."""
    found = entities.of_source(source.system, kind, thing)
    return entities.retire([one for one in found if but is None or one not in but], unit.now)


def keep_misfits(_unit: Unit, source: Source, kind: str, found: Sequence[Misfit]) -> None:
    misfits.replace(source.system, kind, found)


def end_catalog(unit: Unit, source: Source, doubts: Sequence[str], why: str) -> None:
    """Every kind was read, or is in `doubts` with what admins must know."""
    name = source.job(ILLNESS)
    words = " ".join(filter(None, [*doubts, why]))
    if words:
        fall_ill(unit, name, words)
    else:
        recover(unit, name)
