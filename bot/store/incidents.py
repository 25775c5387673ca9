"""Incidents and their links, to and from their rows."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from bot.domain.incident import ACTIVE, Incident, Link, LinkKind, Status
from bot.store import tables
from bot.store.engine import locks


def save(incident: Incident) -> Incident:
    """Write it whole, and give it back with its id."""
    row = {
        "title": incident.title,
        "description": incident.description,
        "status": incident.status,
        "priority": incident.priority,
        "category": incident.category,
        "environments": list(incident.environments),
        "impacts": dict(incident.impacts),
        "private": incident.private,
        "opened_by": incident.opened_by,
        "opened_at": incident.opened_at,
        "draft": incident.draft,
        "invited": list(incident.invited),
    }
    if incident.id:
        tables.Incident.update(row).where(tables.Incident.id == incident.id).execute()
        number = incident.id
    else:
        number = tables.Incident.insert(row).execute()
    _save_links(number, incident.links.values())
    return _with_id(incident, number)


def get(number: int) -> Incident | None:
    return _one(tables.Incident.select().where(tables.Incident.id == number))


def lock(number: int) -> Incident | None:
    """Like get, and nobody else changes it until this transaction ends."""
    return _one(locks.held(tables.Incident.select().where(tables.Incident.id == number)))


def lock_all() -> None:
    """Nobody else opens or changes one until this transaction ends."""
    locks.alone(tables.Incident)


def by_draft(draft: str) -> Incident | None:
    return _one(tables.Incident.select().where(tables.Incident.draft == draft))


def by_link(kind: LinkKind, key: str) -> Incident | None:
    return _one(
        tables.Incident.select()
        .join(tables.Link)
        .where((tables.Link.kind == kind) & (tables.Link.key == key))
    )


def active(limit: int | None = None, opened_by: str = "") -> list[Incident]:
    """Give those under which somebody still suffers, the worst first, then the newest."""
    rows = tables.Incident.select().where(tables.Incident.status.in_(ACTIVE))
    if opened_by:
        rows = rows.where(tables.Incident.opened_by == opened_by)
    return _many(rows.order_by(tables.Incident.priority, tables.Incident.id.desc()).limit(limit))


def count_active() -> int:
    return tables.Incident.select().where(tables.Incident.status.in_(ACTIVE)).count()


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


def _one(rows: Any) -> Incident | None:
    return next(iter(_many(rows.limit(1))), None)


def _many(query: Any) -> list[Incident]:
    rows = list(query.dicts())
    links: defaultdict[int, dict[LinkKind, Link]] = defaultdict(dict)
    found: Any = tables.Link.select().where(tables.Link.incident.in_([row["id"] for row in rows]))
    for number, kind, key, url, name in found.tuples() if rows else ():
        links[number][LinkKind(kind)] = Link(LinkKind(kind), key, url, name)
    return [_incident(row, links[row["id"]]) for row in rows]


def _incident(row: dict[str, Any], links: dict[LinkKind, Link]) -> Incident:
    return Incident(
        **{
            **row,
            "status": Status(row["status"]),
            "environments": tuple(row["environments"]),
            "invited": tuple(row["invited"]),
            "links": links,
        }
    )


def _with_id(incident: Incident, number: int) -> Incident:
    return incident if incident.id else Incident(**{**vars(incident), "id": number})
