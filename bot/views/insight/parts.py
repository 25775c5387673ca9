"""The same numbers of all, of each priority, group and category: rows of a table, or lines of text."""

from collections.abc import Mapping, Sequence

from bot.domain.insight.figures import Figures, Part
from bot.domain.taxonomy import Taxonomy
from bot.views.insight.words import count, span
from bot.views.words import bold, fit

HEAD = (
    "",
    "Declared",
    "Going on",
    "In time",
    "Late",
    "Half fixed within",
    "Nine in ten within",
    "Between two",
)
MOST = 30
"""Rows that a message says; who needs the others has the file."""

NAME = 40
"""Characters of a name in a line: what a message says has 13,200 at most."""

Row = tuple[str, ...]


def rows(figures: Figures, taxonomy: Taxonomy) -> list[Row]:
    """All, then the priorities from the worst down, then each group with its categories, the most first."""
    ranked = [one for one in taxonomy.priorities.values() if one.key in figures.priorities]
    found = [_row("All", figures.total)]
    found += [_row(f"{one.key} {one.name}", figures.priorities[one.key]) for one in ranked]
    for group in _by_number(figures.groups):
        name, there = taxonomy.groups[group].name, _categories(figures, taxonomy, group)
        if len(there) == 1:
            found.append(_row(f"{name} / {there[0][0]}", there[0][1]))
            continue
        found.append(_row(name, figures.groups[group]))
        found += [_row(f"· {category}", part) for category, part in there]
    found += [_row(name, part) for name, part in _categories(figures, taxonomy, None)]
    return found


def lines(found: Sequence[Row]) -> list[str]:
    """Say the rows, each with all that it holds."""
    return [_line(*row) for row in found]


def _line(
    name: str, declared: str, going_on: str, kept: str, late: str, half: str, most: str, between: str
) -> str:
    return (
        f"{bold(fit(name, NAME))} {declared} declared, {going_on} going on, {kept} in time, {late} late · "
        f"half fixed within {half}, nine in ten within {most} · {between} between two"
    )


def _row(name: str, part: Part) -> Row:
    numbers = (part.count, part.going_on, part.fixes.kept, part.fixes.late)
    spans = (part.fix.median, part.fix.p90, part.between)
    return (name, *map(count, numbers), *map(span, spans))


def _categories(figures: Figures, taxonomy: Taxonomy, group: str | None) -> list[tuple[str, Part]]:
    """Give those of a group; of none: what there is no more."""
    found = []
    for key in _by_number(figures.categories):
        known = taxonomy.categories.get(key)
        if (known.group if known else None) == group:
            found.append((known.name if known else key, figures.categories[key]))
    return found


def _by_number(parts: Mapping[str, Part]) -> list[str]:
    return sorted(parts, key=lambda key: (-parts[key].count, key))
