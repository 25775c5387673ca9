"""Incidents and their links, from their rows; saving.py writes these."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.domain.incident import (
    ACTIVE,
    ClosingReason,
    Closure,
    Incident,
    Link,
    LinkKind,
    Moment,
    News,
    Status,
)
from bot.store import tables
from bot.store.engine import bulk, locks
from bot.store.engine.statement import Statement
from bot.store.oncall import rows as pages
from bot.store.postmortem import rows as papers
from bot.store.ticketing import rows as tickets

_BY_ID = Statement(lambda number: tables.Incident.select().where(tables.Incident.id == number))
_HELD = Statement(lambda number: locks.held(tables.Incident.select().where(tables.Incident.id == number)))
_BY_DRAFT = Statement(lambda draft: tables.Incident.select().where(tables.Incident.draft == draft))
_OF_LINK = (tables.Link.kind, tables.Link.key, tables.Link.url, tables.Link.name)
_LINKS = Statement(lambda number: tables.Link.select(*_OF_LINK).where(tables.Link.incident == number))


def get(number: int) -> Incident | None:
    return _read(_BY_ID, number)


def lock(number: int) -> Incident | None:
    """Like get, and nobody else changes it until this transaction ends."""
    return _read(_HELD, number)


def lock_all() -> None:
    """Nobody else opens or changes one until this transaction ends."""
    locks.alone(tables.Incident)


def by_draft(draft: str) -> Incident | None:
    return _read(_BY_DRAFT, draft)


def by_link(kind: LinkKind, key: str) -> Incident | None:
    return one(
        tables.Incident.select()
        .join(tables.Link)
        .where((tables.Link.kind == kind) & (tables.Link.key == key))
    )


def by_page(key: str, source_id: str) -> int | None:
    """Give the id of the incident that a page belongs to: by PagerDuty's id, or by its key while it has none.

    PagerDuty uses the key of what is over, or of another service, again.
    """
    by_key = (tables.Page.key == key) & (tables.Page.source_id == "")
    by_id = (tables.Page.source_id == source_id) & (tables.Page.source_id != "")
    row = tables.Page.get_or_none(by_id | by_key)
    return row.incident if row else None


def paged() -> list[str]:
    """Give PagerDuty's ids of the pages of all that is not closed."""
    rows = tables.Page.select(tables.Page.source_id).where(
        (tables.Page.source_id != "")
        & tables.Page.incident.in_(
            tables.Incident.select(tables.Incident.id).where(
                (tables.Incident.status != Status.CLOSED) & ~tables.Incident.drill
            )
        )
    )
    return [row.source_id for row in rows]


def merged_into(number: int) -> list[int]:
    """Give the ids of what turned out to be the same as this one, also by way of others."""
    found: set[int] = set()
    new = {number}
    while new:
        rows = tables.Incident.select(tables.Incident.id).where(tables.Incident.merged_into.in_(list(new)))
        new = {row.id for row in rows} - found
        found |= new
    return sorted(found)


def goes_on_in(numbers: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Give the incident in which each goes on, itself where it was merged into none, and its status."""
    there = tables.Incident
    last, known = {number: number for number in numbers}, dict[int, tuple[str, int]]()
    while asked := sorted(set(last.values()) - known.keys()):
        known |= dict.fromkeys(asked, (str(Status.CLOSED), 0))  # what is not there goes on nowhere
        rows = bulk.find(there, (there.id, there.status, there.merged_into), there.id, asked)
        known |= {number: (status, into) for number, status, into in rows}
        last = {number: known[at][1] or at for number, at in last.items()}
    return {number: (at, known[at][0]) for number, at in last.items()}


def active() -> list[Incident]:
    """Give those under which somebody still suffers, whoever may see them; nothing to show to a person."""
    return several(tables.Incident.select().where(tables.Incident.status.in_(ACTIVE)))


_COLUMNS = [column.name for column in tables.Incident._meta.sorted_fields]  # noqa: SLF001 - documented
_MANY = ("environments", "invited", "members", "named", "absent")


def _incident(row: dict[str, Any], links: dict[LinkKind, Link]) -> Incident:
    return Incident(
        **{
            **row,
            "status": Status(row["status"]),
            **{name: tuple(row[name]) for name in _MANY},
            "key_events": {key: _moment(said) for key, said in row["key_events"].items()},
            "news": _news(row["news"]),
            "closure": _closure(row["closure"]),
            "pages": tuple(map(pages.read, row["pages"])),
            "tickets": tuple(map(tickets.read, row["tickets"])),
            "postmortem": papers.read(row["postmortem"]),
            "fields": {key: tuple(texts) for key, texts in row["fields"].items()},
            "links": links,
        }
    )


def _moment(said: dict[str, Any]) -> Moment:
    at = datetime.fromisoformat(said["at"]) if said["at"] else None
    return Moment(**{**said, "at": at})


def _news(said: dict[str, Any] | None) -> News | None:
    return None if said is None else News(**{**said, "at": datetime.fromisoformat(said["at"])})


def _closure(said: dict[str, Any] | None) -> Closure | None:
    if said is None:
        return None
    return Closure(**{**said, "reason": ClosingReason(said["reason"]), "waived": tuple(said["waived"])})


def _read(statement: Statement, key: int | str) -> Incident | None:
    found = statement.row(key)
    if found is None:
        return None
    row = dict(zip(_COLUMNS, found, strict=True))
    links = (Link(LinkKind(kind), *said) for kind, *said in _LINKS.rows(row["id"]))
    return _incident(row, {link.kind: link for link in links})


def one(rows: Any) -> Incident | None:
    return next(iter(several(rows.limit(1))), None)


def several(query: Any) -> list[Incident]:
    rows = list(query.dicts())
    links: defaultdict[int, dict[LinkKind, Link]] = defaultdict(dict)
    found: Any = tables.Link.select().where(tables.Link.incident.in_([row["id"] for row in rows]))
    for number, kind, key, url, name in found.tuples() if rows else ():
        links[number][LinkKind(kind)] = Link(LinkKind(kind), key, url, name)
    return [_incident(row, links[row["id"]]) for row in rows]
