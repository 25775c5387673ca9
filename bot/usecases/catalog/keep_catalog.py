"""Keep what was mapped, let go of what has vanished, and say what could not be mapped."""

from collections.abc import Sequence

from bot.domain.catalog import CatalogMapping, Entity, Misfit, few
from bot.domain.paging.source import Source
from bot.domain.systems.exchange import CATALOG, Cause, Exchange, Way
from bot.store.catalog import entities, mappings, misfits
from bot.store.catalog.mappings import Kept
from bot.store.systems import exchanges
from bot.store.who.seen import Seen
from bot.usecases.catalog.keep_copy import owe_copy
from bot.usecases.directory.wellness import fall_ill, recover
from bot.usecases.unit import Unit

ILLNESS = "pagerduty catalog"
"""What of the file could not be mapped, where admins see it; what has vanished is told behind it, by kind."""


def keep_mapping(_unit: Unit, mapping: CatalogMapping) -> None:
    """The file could be read: by this the catalog is kept until it can be read again."""
    mappings.keep(Kept(mapping.text, mapping.creates_missing, mapping.deletes_dependents))


def keep_entities(unit: Unit, source: Source, kind: str, changed: Sequence[Entity]) -> list[int]:
    """Write these; give the numbers of their rows."""
    owe_copy(unit)
    _note(unit, source, f"{kind} {few([one.identifier for one in changed])}", "written")
    return entities.keep(source.system, kind, changed, unit.now)


def retire_entities(unit: Unit, source: Source, what: str, numbers: Sequence[int]) -> int:
    """Let these go. what: of which kind they are."""
    owe_copy(unit)
    _note(unit, source, f"{len(numbers)} {what}", "gone")
    return entities.retire(numbers, unit.now)


def retire_source(unit: Unit, source: Source, kind: str, thing: str, but: Seen | None = None) -> int:
    """Let what was made of a thing go, as it is gone or something else. but: what is made of it now."""
    found = entities.of_source(source.system, kind, thing)
    gone = [one for one in found if but is None or one not in but]
    if gone:
        owe_copy(unit)
        _note(unit, source, f"{kind} {thing}", "gone")
    return entities.retire(gone, unit.now)


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


def _note(unit: Unit, source: Source, what: str, became: str) -> None:
    """Admins see what the catalog took over, and let go."""
    exchange = Exchange(source.system, Way.BACK, what, "catalog", becomes={"entities": became})
    exchanges.add([exchange], Cause(CATALOG), 0, unit.now)
