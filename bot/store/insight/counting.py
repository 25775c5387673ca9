"""Figures as one person may see them: two queries, over an index, however many incidents there are."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.domain.incident import ACTIVE, TO_FINISH
from bot.domain.insight.counted import Moments, Row
from bot.domain.insight.counting import Count
from bot.domain.insight.figures import Figures
from bot.domain.insight.period import Period
from bot.domain.taxonomy import Taxonomy
from bot.store import tables
from bot.store.engine import bulk
from bot.store.who import standings

AT_ONCE = 1000
"""Rows whose moments are read together: one long text of all would keep the event loop waiting."""

EVERYBODY = ""
"""Who sees what is public alone."""


def figures(person: str, period: Period, taxonomy: Taxonomy, now: datetime) -> Figures:
    """Count what they may see, or what EVERYBODY may."""
    seen = standings.visible_to(person) if person else ~tables.Incident.private
    count = Count(period, taxonomy, now)
    for rows, moments in _rows(declared(period).where(seen)):
        count.take(rows, moments)
    return count.figures(opened for (opened,) in bulk.rows(not_closed().where(seen)))


def declared(period: Period) -> Any:
    """Give the query for what was declared in a period, whoever may see it."""
    there, tally = tables.Incident, tables.Tally
    within = (there.opened_at >= period.since) & (there.opened_at < period.until)
    columns = (tally.opened, there.status, there.priority, there.category, tally.counts, tally.moments)
    return _tallied(*columns).where(within)


def not_closed() -> Any:
    """Give the query for what is not closed, whenever that was declared and whoever may see it."""
    waits = tables.Incident.status.in_((*ACTIVE, *TO_FINISH))
    return _tallied(tables.Tally.opened).where(waits & tables.Tally.counts)


def _tallied(*columns: Any) -> Any:
    return tables.Incident.select(*columns).join(tables.Tally, on=tables.Tally.incident == tables.Incident.id)


def _rows(query: Any) -> Iterator[tuple[list[Row], list[Moments]]]:
    found = bulk.rows(query)
    for start in range(0, len(found), AT_ONCE):
        some = found[start : start + AT_ONCE]
        moments: list[Moments] = json.loads(f"[{','.join([row[5] for row in some])}]")
        yield [row[:5] for row in some], moments
