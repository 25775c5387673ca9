"""What the last reading could not map, so that who keeps the file can mend it."""

from collections.abc import Sequence

from bot.domain.catalog import Misfit
from bot.store import tables

FIELDS = tuple(Misfit.__dataclass_fields__)


def of(system: str, kind: str = "") -> list[Misfit]:
    """kind: of this one alone."""
    table = tables.CatalogMisfit
    rows = table.select().where(table.system == system)
    if kind:
        rows = rows.where(table.kind == kind)
    return [Misfit(**{name: getattr(row, name) for name in FIELDS}) for row in rows.order_by(table.id)]


def replace(system: str, kind: str, found: Sequence[Misfit]) -> None:
    """These are all of this kind now."""
    table = tables.CatalogMisfit
    table.delete().where((table.system == system) & (table.kind == kind)).execute()
    for one in found:
        table.insert(system=system, **{name: getattr(one, name) for name in FIELDS}).execute()
