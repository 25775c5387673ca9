"""What an incident is in rows: only what differs from what is kept is written."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from bot.domain.incident import Closure, Incident, Moment, News
from bot.store import tables
from bot.store.copies import lost
from bot.store.engine.statement import Statement, insert, into, upsert
from bot.store.insight import tallies
from bot.store.oncall import rows as pages
from bot.store.postmortem import rows as papers
from bot.store.ticketing import rows as tickets

T = TypeVar("T")

_PLAIN = (
    "title",
    "description",
    "status",
    "priority",
    "category",
    "private",
    "opened_by",
    "opened_at",
    "draft",
    "status_since",
    "next_update_at",
    "closed_at",
    "postmortem_ready",
    "merged_into",
    "archived",
    "halted",
    "drill",
    "braked",
)


def _said(part: Moment | News | Closure | None) -> dict[str, Any] | None:
    if part is None:
        return None
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in vars(part).items()
    }


_SAID: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("environments", "invited", "members", "named", "absent"), list),
    **dict.fromkeys(("impacts", "roles", "fields"), dict),
    "pages": lambda present: [pages.said(page) for page in present],
    "tickets": lambda present: [tickets.said(ticket) for ticket in present],
    "postmortem": papers.said,
    "key_events": lambda present: {key: _said(moment) for key, moment in present.items()},
    "news": _said,
    "closure": _said,
}
"""What JSON says of the others."""

_COLUMNS = (*_PLAIN, *_SAID)

_NAMES = [one.name for one in tables.Incident._meta.sorted_fields if one.name != "id"]  # noqa: SLF001 - documented
_ADD = insert(*(getattr(tables.Incident, name) for name in _NAMES))
_LINK = upsert(
    (tables.Link.incident, tables.Link.kind), *(tables.Link.key, tables.Link.url, tables.Link.name)
)
_PAGE = upsert([tables.Page.key], tables.Page.source_id, once=[tables.Page.incident])
_INSIDER = upsert((tables.Insider.incident, tables.Insider.person))


def save(incident: Incident, before: Incident | None = None) -> Incident:
    """Write what is not as it is kept, all of it where nothing is, and give it back with its id.

    before: as it is kept.
    """
    if incident == before:
        return incident
    if before is None:
        incident = replace(incident, id=_add(row(incident)))
    else:
        _change(incident, before)
    _save_links(incident, before)
    _save_insiders(incident, before)
    _save_pages(incident, before)
    tickets.save(incident.id, _new(incident.tickets, before.tickets if before else ()))
    tallies.save(incident, before)
    return incident


def row(incident: Incident) -> dict[str, Any]:
    """Give the columns; links and insiders have tables of their own."""
    return {name: _column(incident, name) for name in _COLUMNS}


def _column(incident: Incident, name: str) -> Any:
    value = getattr(incident, name)
    return _SAID[name](value) if name in _SAID else value


def _change(incident: Incident, before: Incident) -> None:
    new = tuple(name for name in _COLUMNS if getattr(incident, name) != getattr(before, name))
    if new:
        _update(new).run(*(_column(incident, name) for name in new), incident.id)


@cache
def _update(names: tuple[str, ...]) -> Statement:
    columns = [getattr(tables.Incident, name) for name in names]

    def compose(*places: Any) -> Any:
        new = {column: into(place, column) for column, place in zip(columns, places[:-1], strict=True)}
        return tables.Incident.update(new).where(tables.Incident.id == places[-1])

    return Statement(compose, len(names) + 1)


def _new(present: Iterable[T], before: Iterable[T]) -> list[T]:
    """Give what is not kept like this."""
    known = tuple(before)
    return [one for one in present if one not in known]


def _add(columns: dict[str, Any]) -> int:
    ahead = lost.take_number()
    if not ahead:
        return _ADD.add(*(columns[name] for name in _NAMES))
    number: int = tables.Incident.insert({**columns, **ahead}).execute()
    lost.go_on()
    return number


def _save_links(incident: Incident, before: Incident | None) -> None:
    gone = before.links.keys() - incident.links.keys() if before else ()
    if gone:
        tables.Link.delete().where(tables.Link.incident == incident.id, tables.Link.kind.in_(gone)).execute()
    new = _new(incident.links.values(), before.links.values() if before else ())
    _LINK.each((incident.id, link.kind, link.key, link.url, link.name) for link in new)


def _save_insiders(incident: Incident, before: Incident | None) -> None:
    """Write who came and who went: there may be hundreds, and a press changes one of them."""
    table, number = tables.Insider, incident.id
    there, wanted = set(before.insiders if before else ()), set(incident.insiders)
    if there - wanted:
        table.delete().where(table.incident == number, table.person.in_(there - wanted)).execute()
    _INSIDER.each((number, person) for person in sorted(wanted - there))


def _save_pages(incident: Incident, before: Incident | None) -> None:
    new = _new(incident.pages, before.pages if before else ())
    _PAGE.each((page.key, page.id, incident.id) for page in new)
