"""Runbooks, to and from their rows."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.postmortem.runbooks import Runbook
from bot.store import tables


def everything() -> list[Runbook]:
    """Give all of them, by title."""
    rows = tables.Runbook.select().order_by(tables.Runbook.title)
    return [Runbook(row.id, row.title, row.url, tuple(row.labels), row.version) for row in rows]


def replace(known: Iterable[Runbook], now: datetime) -> tuple[int, int]:
    """Make the rows equal to a whole listing; give how many were written, and how many went."""
    there = {one.id: one for one in everything()}
    listed = {one.id: one for one in known}
    fresh = [one for one in listed.values() if there.get(one.id) != one]
    for one in fresh:
        row = {**vars(one), "labels": list(one.labels), "service": one.service, "read_at": now}
        kept = [getattr(tables.Runbook, name) for name in row if name != "id"]
        tables.Runbook.insert(row).on_conflict(conflict_target=[tables.Runbook.id], preserve=kept).execute()
    gone = [one for one in there if one not in listed]
    if gone:
        tables.Runbook.delete().where(tables.Runbook.id.in_(gone)).execute()
    return len(fresh), len(gone)
