"""The services that people may page, and how often somebody has paged: what the form is made of."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.domain.events import PageAsked
from bot.domain.oncall.choice import Choice
from bot.domain.oncall.roster import called
from bot.domain.paging import service_of
from bot.store import tables, taxonomy
from bot.store.engine.letters import small
from bot.store.oncall import calls, shifts


def offered(now: datetime, words: str = "") -> list[Choice]:
    """Give those that are not hidden and hold the words in their names, by name."""
    known = taxonomy.load().services
    rows: Any = tables.Service.select().order_by(tables.Service.name)
    if words.strip():
        rows = rows.where(small(tables.Service.name).contains(words.strip().lower()))
    shown = [row for row in rows if not service_of(known, row.name).hidden]
    people = _first({row.policy for row in shown}, now)
    return [Choice(row.id, row.name, people.get(row.policy, ()), row.status, row.policy) for row in shown]


def name_of(key: str) -> str:
    """Give the name of the service that was chosen; one that is not read yet goes by its name."""
    row = tables.Service.get_or_none(tables.Service.id == key)
    return row.name if row else key


def asked_by(person: str, since: datetime) -> int:
    """Count the pages that they asked for since then, for an incident or without one."""
    event = tables.Event
    paged = tables.Page.select(tables.Page.incident)
    theirs = (event.kind == PageAsked.__name__) & (event.by == person) & (event.at >= since)
    return int(event.select().where(event.incident.in_(paged) & theirs).count()) + calls.count(person, since)


def _first(policies: Iterable[str], now: datetime) -> dict[str, tuple[str, ...]]:
    """Give the names of who is on the first level of each policy."""
    theirs = [one for one in shifts.of_policies(policies, now) if one.level == 1]
    names = {one.user: one.name for one in theirs}
    return {
        policy: tuple(names[user] for user in called([one for one in theirs if one.policy == policy], now))
        for policy in {one.policy for one in theirs}
    }
