"""Incidents as one person may see them: what is hidden from them does not exist."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.domain.incident import ACTIVE, TO_FINISH, Incident, LinkKind
from bot.store import incidents, tables
from bot.store.find import drills
from bot.store.who import standings


def incident(number: int, person: str) -> Incident | None:
    return incidents.one(_rows(person).where(tables.Incident.id == number))


def any_for(person: str) -> bool:
    return bool(_rows(person).exists())


def in_channel(channel: str, person: str) -> Incident | None:
    """Give the incident whose channel this is."""
    return linked(LinkKind.CHANNEL, channel, person)


def linked(kind: LinkKind, key: str, person: str) -> Incident | None:
    """Give the incident whose counterpart elsewhere this is."""
    is_it = (tables.Link.kind == kind) & (tables.Link.key == key)
    return incidents.one(_rows(person).join(tables.Link).where(is_it))


def at_message(channel: str, ts: str, thread: str, person: str) -> Incident | None:
    """Give the incident whose channel this is; else the one that the message, or its thread, is about.

    That is the one that it announces, or that was declared from it. thread: its first message.
    """
    keys = dict.fromkeys(f"{channel}/{one}" for one in (ts, thread))
    about = [(kind, key) for key in keys for kind in (LinkKind.ANNOUNCEMENT, LinkKind.ORIGIN)]
    found = (linked(kind, key, person) for kind, key in [(LinkKind.CHANNEL, channel), *about])
    return next(filter(None, found), None)


def matching(words: str, person: str, limit: int = 20) -> list[Incident]:
    """Give those whose name or title holds the words: the active ones first, then the newest."""
    number = re.fullmatch(r"(?:inc-)?(\d{1,9})", words.strip().lower())
    fits = tables.Incident.title.contains(words.strip())
    rows = _rows(person).where(fits | (tables.Incident.id == int(number[1])) if number else fits)
    active = tables.Incident.status.in_(ACTIVE)
    return incidents.several(rows.order_by(active.desc(), tables.Incident.id.desc()).limit(limit))


def begun(person: str, since: datetime, priorities: Iterable[str], limit: int) -> list[Incident]:
    """Give those of these priorities that really began since then and are not over, the newest first."""
    return incidents.several(_begun(person, since, priorities, limit))


def begun_titles(person: str, since: datetime, priorities: Iterable[str], limit: int) -> dict[int, str]:
    """Give the titles of the same: reading these alone takes a fifth of the time."""
    rows = _begun(person, since, priorities, limit)
    return dict(rows.select(tables.Incident.id, tables.Incident.title).tuples())


def page(person: str, statuses: Iterable[str], before: int, size: int) -> list[Incident]:
    """Give what really happened, of these statuses, declared before the one of that number, newest first."""
    rows = _rows(person).where(tables.Incident.status.in_(list(statuses)) & drills.real())
    if before:
        rows = rows.where(tables.Incident.id < before)
    return incidents.several(rows.order_by(tables.Incident.id.desc()).limit(size))


def _begun(person: str, since: datetime, priorities: Iterable[str], limit: int) -> Any:
    young = tables.Incident.opened_at > since
    goes_on = tables.Incident.status.in_((*ACTIVE, *TO_FINISH))
    urgent = tables.Incident.priority.in_(list(priorities))
    rows = _rows(person).where(goes_on & young & urgent & drills.real())
    return rows.order_by(tables.Incident.id.desc()).limit(limit)


def _rows(person: str) -> Any:
    return tables.Incident.select(tables.Incident).where(standings.visible_to(person))
