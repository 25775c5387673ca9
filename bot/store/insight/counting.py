"""Figures as one person may see them: two queries, over an index, however many incidents there are."""

import itertools
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.domain.incident import ACTIVE, TO_FINISH
from bot.domain.insight.counted import Alike
from bot.domain.insight.counting import Count
from bot.domain.insight.figures import Figures
from bot.domain.insight.period import Period
from bot.domain.taxonomy import Taxonomy
from bot.store import tables
from bot.store.engine import bulk
from bot.store.engine.joined import joined
from bot.store.insight import tallies
from bot.store.who import standings

EVERYBODY = ""
"""Who sees what is public alone."""


def figures(person: str, period: Period, taxonomy: Taxonomy, now: datetime) -> Figures:
    """Count what they may see, or what EVERYBODY may."""
    seen = standings.visible_to(person) if person else ~tables.Incident.private
    count = Count(period, taxonomy, now)
    for some in _found(declared(period).where(seen)):
        count.take(some)
    waiting = [some for some in _found(not_closed().where(seen)) if some.kind.counts]
    return count.figures(opened for some in waiting for opened in some.opened)


def declared(period: Period) -> Any:
    """Give the query for what was declared in a period, a row for each kind, whoever may see it."""
    there = tables.Incident
    return _tallied().where((there.opened_at >= period.since) & (there.opened_at < period.until))


def not_closed() -> Any:
    """Give the query for what is not closed, whenever that was declared and whoever may see it."""
    return _tallied().where(tables.Incident.status.in_((*ACTIVE, *TO_FINISH)))


def _tallied() -> Any:
    tally = tables.Tally
    query = tables.Incident.select(tally.kind, joined(tally.said)).join(
        tally, on=tally.incident == tables.Incident.id
    )
    return query.group_by(tally.kind)


def _found(query: Any) -> Iterator[Alike]:
    return itertools.starmap(tallies.read, bulk.rows(query))
