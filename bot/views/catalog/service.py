"""A service: how it stands, who is on call for it now and next, what happens there, and the ways to it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.domain.catalog import Entity, titles
from bot.domain.catalog.looked import Looked
from bot.domain.incident import Incident
from bot.domain.oncall.choice import Choice
from bot.domain.oncall.roster import AsOf, Level
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views.documents.notation import is_address
from bot.views.oncall import words as oncall
from bot.views.words import bold, fit
from bot.views.work import listing

SEARCH = "search_catalog"
CALLBACK = "look_at_service"
OFFERED = 100
SHOWN = 10
PROPERTIES = 20

STATUS = {
    "active": ":large_green_circle: Active",
    "warning": ":large_yellow_circle: Somebody works on an incident",
    "critical": ":red_circle: An incident waits for somebody",
    "maintenance": ":large_yellow_circle: In maintenance",
    "disabled": ":warning: Disabled: nobody is called for it",
}
"""https://developer.pagerduty.com/api-reference/e960cca205c0f-list-services"""

NONE_KNOWN = "No services are known. They are read from PagerDuty, once that is connected: ask an admin."


def modal(looked: Looked | None, taxonomy: Taxonomy, now: datetime) -> b.Block:
    """Choose one by typing, and see it."""
    search = b.type_ahead(SEARCH, example="A part of its name")
    rows = [b.section("Which service?", search)]
    if looked:
        rows += _rows(looked, taxonomy, now)
    else:
        rows.append(b.context("Choose one, to see who is on call for it."))
    return b.modal("Services", rows, callback=CALLBACK, close="Close")


def message(looked: Looked, taxonomy: Taxonomy, now: datetime) -> b.Block:
    text = f"{fit(looked.name, 100)}: {STATUS.get(looked.status, fit(looked.status, 50))}"
    return b.message(text, _rows(looked, taxonomy, now))


def options(found: Sequence[Choice]) -> list[b.Block]:
    return [b.option(one.name[:75], one.key) for one in found[:OFFERED]]


def _rows(looked: Looked, taxonomy: Taxonomy, now: datetime) -> list[b.Block]:
    head = f"{bold(fit(looked.name, 150))}\n{STATUS.get(looked.status, fit(looked.status, 50))}"
    link = f" · <{looked.url}|PagerDuty>" if is_address(looked.url) else ""
    return [
        b.section(f"{head}{link}"),
        *map(b.section, _on_call(looked.levels, looked.as_of)),
        *_incidents(looked.incidents, taxonomy, now),
        *_catalog(looked.entities),
    ]


def _on_call(levels: Sequence[Level], as_of: AsOf) -> list[str]:
    return oncall.of_service(levels, as_of) or [f"Nobody is on call for it. {oncall.age(as_of)}"]


def _incidents(found: Sequence[Incident], taxonomy: Taxonomy, now: datetime) -> list[b.Block]:
    if not found:
        return [b.section("No incident that you may see is open for it.")]
    more = [b.context(f"and {len(found) - SHOWN} more")] if len(found) > SHOWN else []
    lines = [listing.line(one, taxonomy, now) for one in found[:SHOWN]]
    return [b.section(f"*Open incidents ({len(found)})*"), *lines, *more]


def _catalog(found: Iterable[Entity]) -> list[b.Block]:
    """What the mapping file says of it, whatever that is."""
    rows = []
    for one in found:
        facts = {**one.properties, **one.relations}
        lines = [
            _fact(titles.of_field(one.blueprint, name), value)
            for name, value in facts.items()
            if value not in (None, "", [])
        ]
        if lines:
            said = b.section(_together(lines[:PROPERTIES]))
            rows += [b.divider(), said, b.context(fit(titles.of_blueprint(one.blueprint), 100))]
    return rows


def _fact(name: str, value: Any) -> str:
    said = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    shown = f"<{said}|{fit(said, 100)}>" if is_address(said) else fit(said, 200)
    return f"{fit(name, 60)}: {shown}"


def _together(lines: Iterable[str]) -> str:
    """As many of them as a section has room for."""
    said = ""
    for line in lines:
        if len(said) + len(line) > 2900:
            return f"{said}…"
        said += f"{line}\n"
    return said
