"""What a declaration must hold before it becomes an incident."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.errors import UserError
from bot.domain.incident import Act, Change, Incident, open_as
from bot.domain.priority import suggested
from bot.domain.taxonomy import Category, Taxonomy

TITLE = (10, 128)
DESCRIPTION = (10, 1200)
"""Fewest and most characters."""


@dataclass(frozen=True)
class Form:
    """What somebody entered; keys of the taxonomy where something was chosen, empty where not."""

    draft: str
    title: str = ""
    description: str = ""
    category: str = ""
    environments: tuple[str, ...] = ()
    impacts: Mapping[str, str] = field(default_factory=dict)
    priority: str = ""


def open_incident(form: Form, taxonomy: Taxonomy, act: Act) -> Change:
    """Declare an incident. A priority that somebody chose wins over the one that the impacts ask for.

    Raises UserError with one sentence for each field that keeps it from being one.
    """
    chosen = taxonomy.priorities.get(form.priority) or suggested(form.impacts, taxonomy)
    faults = {name: fault for name, fault in _faults(form, taxonomy).items() if fault}
    if chosen is None:
        faults[f"impact:{next(iter(taxonomy.impacts))}"] = "Pick at least one impact, or a priority."
    if faults or chosen is None:
        raise UserError(" ".join(faults.values()), faults)
    return open_as(
        Incident(
            title=_one_line(form.title),
            description=form.description.strip(),
            priority=chosen.key,
            category=form.category,
            environments=tuple(key for key in taxonomy.environments if key in form.environments),
            impacts=dict(form.impacts),
            opened_by=act.by,
            opened_at=act.at,
            draft=form.draft,
        )
    )


def _faults(form: Form, taxonomy: Taxonomy) -> dict[str, str]:
    return {
        "title": _length(_one_line(form.title), *TITLE, "so that people know what is broken"),
        "description": _length(form.description.strip(), *DESCRIPTION, "so that responders can start"),
        "category": _category(taxonomy.categories.get(form.category)),
        "environments": ""
        if set(form.environments) & set(taxonomy.environments)
        else "Pick at least one environment.",
    }


def _category(category: Category | None) -> str:
    if category is None:
        return "Pick a category."
    if category.private:
        return f"{category.name} is private, which Firebell cannot keep yet. Call its people directly."
    return ""


def _length(text: str, fewest: int, most: int, purpose: str) -> str:
    if len(text) < fewest:
        return f"Write at least {fewest} characters, {purpose}."
    if len(text) > most:
        return f"Write at most {most} characters: {len(text) - most} too many."
    return ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
