"""Office hours of a group, as fields of its form: what is left empty is as for all."""

from collections.abc import Mapping
from typing import Any

from bot.domain.settings.parts import Field, Kind
from bot.domain.settings.sections import DESCRIBED
from bot.views import blocks as b
from bot.views import entered

PARTS = DESCRIBED["hours"].fields


def rows(field: Field, said: Mapping[str, Any] | None) -> list[b.Block]:
    """The first one bears the name of the field, so that what is wrong is told there."""
    head = b.context(f"*{field.label}* of this group alone. What is left empty is as for all.")
    return [head, *(_row(field, part, (said or {}).get(part.name)) for part in PARTS)]


def read(field: Field, view: entered.View) -> dict[str, Any]:
    typed = {part.name: entered.typed(view, _name(field, part)).strip() for part in PARTS}
    return {
        part.name: _several(typed[part.name]) if part.kind is Kind.NAMES else typed[part.name]
        for part in PARTS
        if typed[part.name]
    }


def _row(field: Field, part: Field, value: Any) -> b.Block:
    initial = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    element = b.text_field(part.name, most=500, initial=initial)
    return b.entry(_name(field, part), part.label, element, optional=True, hint=part.hint)


def _name(field: Field, part: Field) -> str:
    return field.name if part is PARTS[0] else f"{field.name}.{part.name}"


def _several(typed: str) -> list[str]:
    return [day for one in typed.split(",") if (day := one.strip())]
