"""What the expressions gave, as an entity, or as what could not be filled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.catalog import (
    BLUEPRINT,
    IDENTIFIER,
    PROPERTIES,
    QUERY,
    RELATIONS,
    TITLE,
    Block,
    Entity,
    Misfits,
)

LONGEST = 65_536
"""Characters of one entity; nothing that people look at is longer."""

NOTHING = "It gives nothing."


@dataclass(frozen=True)
class Cell:
    """What one expression gave of one thing: a value, None for nothing, or why it could not be evaluated."""

    value: Any = None
    error: str = ""


Row = Sequence[Cell]
"""A cell for each field of a block, in its order."""


def entities(
    block: Block, things: Sequence[Mapping[str, Any]], rows: Sequence[Row], misfits: Misfits
) -> Iterator[Entity]:
    """Give those that the block wants; what does not fit is counted in `misfits`."""
    for thing, row in zip(things, rows, strict=True):
        found = _entity(block, thing, dict(zip(block.fields, row, strict=True)), misfits)
        if found:
            yield found


def _entity(
    block: Block, thing: Mapping[str, Any], cells: Mapping[str, Cell], misfits: Misfits
) -> Entity | None:
    source = str(thing.get("id") or "")
    wanted = cells[QUERY]
    if not isinstance(wanted.value, bool):
        misfits.add(block, QUERY, wanted.error or "It gives neither true nor false.", source)
        return None
    if not wanted.value:
        return None
    identifier, blueprint = (_name(block, name, cells, source, misfits) for name in (IDENTIFIER, BLUEPRINT))
    if not identifier or not blueprint:
        return None
    values = {name: _value(block, name, cells, source, misfits) for name in cells if name != QUERY}
    title = values.get(TITLE)
    found = Entity(
        blueprint,
        identifier,
        identifier if title is None else str(title),
        dict(_inside(PROPERTIES, values)),
        dict(_inside(RELATIONS, values)),
        source,
        block.number,
    )
    if len(found.content) > LONGEST:
        misfits.add(block, IDENTIFIER, f"The entity is longer than {LONGEST} characters.", source)
        return None
    return found


def _name(block: Block, name: str, cells: Mapping[str, Cell], source: str, misfits: Misfits) -> str:
    """Without it there is no entity."""
    cell = cells[name]
    if isinstance(cell.value, str) and cell.value:
        return cell.value[:255]
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return str(cell.value)
    why = cell.error or (NOTHING if cell.value is None else "It gives no text.")
    misfits.add(block, name, why, source)
    return ""


def _value(block: Block, name: str, cells: Mapping[str, Cell], source: str, misfits: Misfits) -> Any:
    cell = cells[name]
    if cell.error:
        misfits.add(block, name, cell.error, source)
    elif cell.value is None:
        misfits.add(block, name, NOTHING, source, is_fault=False)
    return cell.value


def _inside(part: str, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if name.startswith(f"{part}."):
            yield name.removeprefix(f"{part}."), value
