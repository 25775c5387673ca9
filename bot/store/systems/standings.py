"""How our accounts elsewhere stand: what the last look there found, and when each was heard of."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.checkup import Finding, Grade
from bot.domain.paging.source import SYSTEM, of_system
from bot.domain.systems.standing import Last, Standing
from bot.store import tables
from bot.store.queues import inbox
from bot.store.running import jobs

LASTS: Mapping[str, Mapping[str, str]] = {
    "pagerduty": {
        "Last poll": "pagerduty log",
        "Pages compared": "pages",
        "On-call read": "pagerduty on-call",
        "Services read": "pagerduty services",
    },
    "jira": {"Last poll": "jira log", "Tickets compared": "tickets"},
    "rt": {"Last poll": "rt log", "Tickets compared": "rt tickets"},
    "confluence": {
        "Post-mortems read": "confluence post-mortems",
        "Runbooks read": "confluence runbooks",
        "On-call page": "confluence on-call page",
    },
    "port": {"Catalog compared": "port catalog"},
}
"""The jobs by which each is asked, and read whole, as people call that."""

LOST = 10
"""Things that were given up of which each system names so many."""

STEP = timedelta(seconds=10)
"""How exactly it is known when a webhook came: they come side by side, and must not wait for one row."""


def keep(found: Mapping[str, Sequence[Finding]], now: datetime) -> None:
    """Keep what a look found; what it did not look at is not connected any more."""
    for system, findings in found.items():
        row = tables.Standing.insert(system=system, looked_at=now, findings=[vars(one) for one in findings])
        kept = [tables.Standing.looked_at, tables.Standing.findings]
        row.on_conflict(conflict_target=[tables.Standing.system], preserve=kept).execute()
    tables.Standing.delete().where(tables.Standing.system.not_in(list(found))).execute()


def hear(system: str, now: datetime) -> None:
    """A webhook of it came."""
    known = tables.Standing.get_or_none(tables.Standing.system == system)
    if known is None or known.heard_at is None or known.heard_at + STEP <= now:
        row = tables.Standing.insert(system=system, heard_at=now)
        row.on_conflict(
            conflict_target=[tables.Standing.system], preserve=[tables.Standing.heard_at]
        ).execute()


def systems(first: str) -> list[str]:
    """Give the accounts of a system that were looked at, by their names."""
    rows = tables.Standing.select(tables.Standing.system).order_by(tables.Standing.system)
    return [row.system for row in rows if row.system.partition(":")[0] == first]


def present(of: Iterable[str] | None = None) -> list[Standing]:
    """Give how these systems stand; without any, all that were looked at."""
    rows = {row.system: row for row in tables.Standing.select().order_by(tables.Standing.system)}
    return [_standing(one, rows.get(one)) for one in (rows if of is None else of)]


def _standing(system: str, row: tables.Standing | None) -> Standing:
    if row is None:
        return Standing(system, lasts=_lasts(system, None), lost=inbox.lost(system, LOST))
    findings = tuple(Finding(**{**one, "grade": Grade(one["grade"])}) for one in row.findings)
    lost = inbox.lost(system, LOST)
    return Standing(system, row.looked_at, findings, _lasts(system, row.heard_at), lost)


def _lasts(system: str, heard_at: datetime | None) -> tuple[Last, ...]:
    source = of_system(system)
    lasts = LASTS.get(SYSTEM if source else system)
    if lasts is None:
        return ()
    found = [Last("Last webhook", heard_at)]
    for what, name in lasts.items():
        job = jobs.get(source.job(name) if source else name)
        found.append(Last(what, job.last_ended, job.last_result, job.failures) if job else Last(what))
    return tuple(found)
