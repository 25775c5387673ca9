"""Finds a page of what somebody wants to see and may see, in a constant number of queries."""

import re
from datetime import datetime, timedelta
from typing import Any

from peewee import Case

from bot.domain.incident import ACTIVE
from bot.domain.taxonomy import Taxonomy
from bot.domain.wanted import STANDINGS, Found, Wanted
from bot.store import incidents, tables
from bot.store.engine import words
from bot.store.find import drills, tokens
from bot.store.who import standings

TYPED = 400
"""Characters of a search that count, and the words in them."""
WORDS = 16

_REF = re.compile(r"(?:inc-)?(\d{1,9})", re.IGNORECASE)
_LAST = 2**31 - 1
"""The last number that PostgreSQL takes for an id."""


def find(wanted: Wanted, person: str, taxonomy: Taxonomy, now: datetime, size: int) -> Found:
    """Give the page that is wanted, or the last one where there are not so many.

    What is not over: the worst first; everything else: what is not over, then the newest.
    """
    rows = tables.Incident.select(tables.Incident).where(standings.visible_to(person))
    for condition in _conditions(wanted, person, now):
        rows = rows.where(condition)
    count = int(rows.count())
    page = max(0, min(wanted.page, (count - 1) // size))
    ordered = rows.order_by(*_order(wanted, taxonomy)).limit(size).offset(page * size)
    return Found(tuple(incidents.several(ordered)), count, page, size)


def _conditions(wanted: Wanted, person: str, now: datetime) -> list[Any]:
    there = tables.Incident
    found: list[Any] = []
    if wanted.drills:
        found.append(drills.rehearsed())
    elif not wanted.mine and not _number(wanted.words):  # who names one, or asks for theirs, means both
        found.append(drills.real())
    if wanted.words.strip():
        found.append(_holds(wanted.words))
    if wanted.standing:
        found.append(there.status.in_(STANDINGS[wanted.standing]))
    if wanted.mine:
        found.append(_is_of(person))
    if wanted.priority:
        found.append(there.priority == wanted.priority)
    if wanted.category:
        found.append(there.category == wanted.category)
    if wanted.environment:
        found.append(there.environments.cast("TEXT").contains(f'"{wanted.environment}"'))
    if wanted.days:
        found.append(there.opened_at > now - timedelta(days=wanted.days))
    return found


def _holds(said: str) -> Any:
    """Every word begins one of its words, or it is the one that is named."""
    number = _number(said)
    beginnings = tokens.of([said[:TYPED]])[:WORDS]
    if not beginnings:
        return standings.NOTHING
    holds = tables.Incident.id.in_(words.holding(beginnings))
    return holds | (tables.Incident.id == number) if number else holds


def _number(said: str) -> int:
    """Give the number of the incident that is named; 0 where none is."""
    named = _REF.fullmatch(said.strip())
    return int(named[1]) if named and int(named[1]) <= _LAST else 0


def _is_of(person: str) -> Any:
    """They declared it, or have a role: who has to do with it is looked up, the rest only compared."""
    about = tables.Insider.select(tables.Insider.incident).where(tables.Insider.person == person)
    has_role = tables.Incident.roles.cast("TEXT").contains(f'"{person}"')
    return tables.Incident.id.in_(about) & ((tables.Incident.opened_by == person) | has_role)


def _order(wanted: Wanted, taxonomy: Taxonomy) -> list[Any]:
    newest = tables.Incident.id.desc()
    if wanted.standing and wanted.standing != "closed":
        ranks = [(one.key, one.rank) for one in taxonomy.priorities.values()]
        return [Case(tables.Incident.priority, ranks, len(ranks) + 1), newest]
    named = [(tables.Incident.id == number).desc()] if (number := _number(wanted.words)) else []
    return [*named, tables.Incident.status.in_(ACTIVE).desc(), newest]
