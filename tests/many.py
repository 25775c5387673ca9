"""Thousands of incidents in a database, as years of use leave them."""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.insight.counted import seconds_of, stamp
from bot.store import tables
from bot.store.engine import words
from bot.store.find import tokens
from bot.usecases.unit import Unit

PLACES = ("PRD", "STG", "INT")
CATEGORIES = ("payment", "network", "search", "other", "kubernetes")
AT_ONCE = 500


def fill(unit: Unit, count: int, *, active: int, by: str = "U1", word: str = "needle") -> None:
    """Write incidents, the last `active` of which are not over; every hundredth holds the word."""
    for start in range(0, count, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, count))
        rows = [_row(number, unit.now, is_active=number >= count - active, by=by) for number in numbers]
        tables.Incident.insert_many(rows).execute()
    one = tables.Incident
    asked: Any = one.select(one.id, one.draft, one.status, one.priority, one.category).tuples()
    there: list[tuple[Any, ...]] = list(asked)
    for start in range(0, count, AT_ONCE):
        insiders = [{"incident": number, "person": by} for number, *_ in there[start : start + AT_ONCE]]
        tables.Insider.insert_many(insiders).on_conflict_ignore().execute()
    for start in range(0, len(there), AT_ONCE):
        tallies = [_tally(row, unit.now) for row in there[start : start + AT_ONCE]]
        tables.Tally.insert_many(tallies).on_conflict_ignore().execute()
    for number, draft, *_ in there:
        said = f"inc-{number} Number {draft} is slow {word if number % 100 == 0 else ''}"
        words.put(number, tokens.of([said]))


def _row(number: int, now: datetime, *, is_active: bool, by: str) -> dict[str, Any]:
    at = now - timedelta(hours=number + 1)
    return {
        "title": f"Number {number} is slow",
        "description": "It answers, but late. " * 20,
        "status": "investigating" if is_active else "closed",
        "priority": f"P{number % 5 + 1}",
        "category": CATEGORIES[number % len(CATEGORIES)],
        "environments": [PLACES[number % len(PLACES)]],
        "impacts": {},
        "private": number % 7 == 0,
        "opened_by": by if number % 3 == 0 else "U2",
        "opened_at": at,
        "draft": f"many{number}",
        "invited": [],
        "status_since": at,
        "closed_at": None if is_active else at,
        "closure": None,
    }


def _tally(row: tuple[Any, ...], now: datetime) -> dict[str, Any]:
    """What it needs to be counted; what happened took each another time."""
    incident, draft, *common = row
    number = int(draft.removeprefix("many"))
    opened = stamp(now - timedelta(hours=number + 1))
    minutes = [timedelta(minutes=number * 7919 % most) for most in (97, 61, 1009, 2003)]
    early, late, fixed, over = map(seconds_of, minutes)
    after = {
        "declared": 0,
        "detected": -early,
        "mitigated": fixed,
        "recovered": fixed + over,
        "started": -early - late,
    }
    kind = [*common, True, *after]
    return {"incident": incident, "kind": kind, "said": ",".join(map(str, (opened, *after.values())))}
