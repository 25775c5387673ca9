"""Incidents and their links, to and from their rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
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
from bot.domain.paging import Page
from bot.store import tables
from bot.store.copies import lost
from bot.store.engine import locks
from bot.store.insight import tallies
from bot.store.oncall import rows as pages
from bot.store.postmortem import rows as papers
from bot.store.ticketing import rows as tickets


def save(incident: Incident) -> Incident:
    """Write it whole, and give it back with its id."""
    row = _row(incident)
    if incident.id:
        tables.Incident.update(row).where(tables.Incident.id == incident.id).execute()
        _forget_the_gone(incident)
    else:
        incident = replace(incident, id=_add(row))
    _save_links(incident.id, incident.links.values())
    _save_insiders(incident.id, incident.insiders)
    _save_pages(incident.id, incident.pages)
    tickets.save(incident.id, incident.tickets)
    tallies.save(incident)
    return incident


def get(number: int) -> Incident | None:
    return one(tables.Incident.select().where(tables.Incident.id == number))


def lock(number: int) -> Incident | None:
    """Like get, and nobody else changes it until this transaction ends."""
    return one(locks.held(tables.Incident.select().where(tables.Incident.id == number)))


def lock_all() -> None:
    """Nobody else opens or changes one until this transaction ends."""
    locks.alone(tables.Incident)


def by_draft(draft: str) -> Incident | None:
    return one(tables.Incident.select().where(tables.Incident.draft == draft))


def by_link(kind: LinkKind, key: str) -> Incident | None:
    return one(
        tables.Incident.select()
        .join(tables.Link)
        .where((tables.Link.kind == kind) & (tables.Link.key == key))
    )


def by_page(key: str, source_id: str) -> int | None:
    """Give the id of the incident that a page belongs to, by its key or by PagerDuty's id."""
    by_id = (tables.Page.source_id == source_id) if source_id else (tables.Page.key == key)
    row = tables.Page.get_or_none(by_id | (tables.Page.key == key))
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


def active() -> list[Incident]:
    """Give those under which somebody still suffers, whoever may see them; nothing to show to a person."""
    return several(tables.Incident.select().where(tables.Incident.status.in_(ACTIVE)))


def _row(incident: Incident) -> dict[str, Any]:
    """Give the columns; links and insiders have tables of their own."""
    plain = {name: getattr(incident, name) for name in _PLAIN}
    return {
        **plain,
        "environments": list(incident.environments),
        "impacts": dict(incident.impacts),
        "invited": list(incident.invited),
        "members": list(incident.members),
        "named": list(incident.named),
        "absent": list(incident.absent),
        "pages": [pages.said(page) for page in incident.pages],
        "tickets": [tickets.said(ticket) for ticket in incident.tickets],
        "postmortem": papers.said(incident.postmortem),
        "roles": dict(incident.roles),
        "fields": dict(incident.fields),
        "key_events": {key: _said(moment) for key, moment in incident.key_events.items()},
        "news": _said(incident.news),
        "closure": _said(incident.closure),
    }


def _add(row: dict[str, Any]) -> int:
    ahead = lost.take_number()
    number: int = tables.Incident.insert({**row, **ahead}).execute()
    if ahead:
        lost.go_on()
    return number


_MANY = ("environments", "invited", "members", "named", "absent")
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


def _forget_the_gone(incident: Incident) -> None:
    """Delete the links that it lost, and whoever has to do with it no more."""
    lost = tables.Link.kind.not_in(list(incident.links))
    tables.Link.delete().where((tables.Link.incident == incident.id) & lost).execute()
    gone = tables.Insider.person.not_in(incident.insiders)
    tables.Insider.delete().where((tables.Insider.incident == incident.id) & gone).execute()


def _save_links(number: int, links: Iterable[Link]) -> None:
    rows = [
        {"incident": number, "kind": link.kind, "key": link.key, "url": link.url, "name": link.name}
        for link in links
    ]
    if rows:
        tables.Link.insert_many(rows).on_conflict(
            conflict_target=[tables.Link.incident, tables.Link.kind],
            preserve=[tables.Link.key, tables.Link.url, tables.Link.name],
        ).execute()


def _save_insiders(number: int, people: Iterable[str]) -> None:
    rows = [{"incident": number, "person": person} for person in people]
    tables.Insider.insert_many(rows).on_conflict_ignore().execute()


def _save_pages(number: int, kept: Iterable[Page]) -> None:
    rows = [{"key": page.key, "incident": number, "source_id": page.id} for page in kept]
    if rows:
        tables.Page.insert_many(rows).on_conflict(
            conflict_target=[tables.Page.key], preserve=[tables.Page.source_id]
        ).execute()


def one(rows: Any) -> Incident | None:
    return next(iter(several(rows.limit(1))), None)


def several(query: Any) -> list[Incident]:
    rows = list(query.dicts())
    links: defaultdict[int, dict[LinkKind, Link]] = defaultdict(dict)
    found: Any = tables.Link.select().where(tables.Link.incident.in_([row["id"] for row in rows]))
    for number, kind, key, url, name in found.tuples() if rows else ():
        links[number][LinkKind(kind)] = Link(LinkKind(kind), key, url, name)
    return [_incident(row, links[row["id"]]) for row in rows]
