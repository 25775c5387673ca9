"""All figures again, from the events alone, by the most obvious way: slow, and nothing of it is shared."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from replay import replay

from bot.domain import events as e
from bot.domain.insight.period import Period
from bot.domain.taxonomy import Taxonomy

ACTIVE = ("open", "investigating", "mitigating")
WAS_NONE = ("false positive", "cancelled", "not an incident", "false alarm", "duplicate", "superseded")


@dataclass
class Told:
    """One incident, as its events tell it. `over`: since when nobody suffers, None where nobody said so."""

    opened: datetime
    status: str
    priority: str
    category: str
    was_one: bool
    moments: dict[str, datetime]

    @property
    def over(self) -> datetime | None:
        return self.moments.get("recovered", self.moments.get("mitigated"))


def told(history: Sequence[e.Event]) -> Told:
    now, reason, opened = replay(history, private=False), "", history[0]
    for event in history:
        if isinstance(event, e.IncidentClosed):
            reason = event.reason
        if isinstance(event, e.IncidentReopened):
            reason = ""
    return Told(
        _second(opened.at),
        str(now.status),
        now.fields["priority"],
        now.fields["category"],
        reason not in WAS_NONE and not now.merged_into,
        {key: _second(at) for key, (at, _) in now.key_events.items() if at},
    )


def slow_figures(everything: list[Told], period: Period, words: Taxonomy, now: datetime) -> dict[str, Any]:
    """everything: what somebody may see, declared whenever."""
    now = _second(now)
    real = [one for one in everything if one.was_one]
    declared = [one for one in everything if period.first <= _day(one, period) <= period.last]
    counted = [one for one in declared if one.was_one]
    group = {key: one.group for key, one in words.categories.items()}

    def parts(name: Callable[[Told], str]) -> dict[str, Any]:
        names = {name(one) for one in counted}
        return {key: _part([one for one in counted if name(one) == key], period, words, now) for key in names}

    return {
        "total": _part(counted, period, words, now),
        "left_out": len(declared) - len(counted),
        "statuses": dict(Counter(one.status for one in counted)),
        "priorities": parts(lambda one: one.priority),
        "categories": parts(lambda one: one.category),
        "groups": parts(lambda one: group[one.category]),
        "times": {key: _times(_spans(counted, one.since, one.until)) for key, one in words.metrics.items()},
        "trend": _trend(counted, period),
        "ages": _ages([now - one.opened for one in real if one.status != "closed"]),
    }


def _part(some: list[Told], period: Period, words: Taxonomy, now: datetime) -> dict[str, Any]:
    fixes, trouble, took = Counter[str](), timedelta(0), []
    for one in some:
        within = words.priorities[one.priority].fix_within
        if one.status in ACTIVE:
            lasted = now - one.opened
            fixes["late" if lasted > within else "running"] += 1
        elif one.over is None:
            fixes["unknown"] += 1
            continue
        else:
            lasted = max(one.over - one.opened, timedelta(0))
            fixes["late" if lasted > within else "kept"] += 1
            took.append(lasted)
        trouble += lasted
    length = min(now, _midnight(period.last + timedelta(days=1), period)) - _midnight(period.first, period)
    free = max(length - trouble, timedelta(0))
    return {
        "count": len(some),
        "going_on": sum(one.status in ACTIVE for one in some),
        "fixes": {name: fixes[name] for name in ("kept", "late", "running", "unknown")},
        "fix": _times(took),
        "between": timedelta(seconds=free // timedelta(seconds=1) // len(some)) if some else None,
    }


def _spans(some: Iterable[Told], since: str, until: str) -> list[timedelta]:
    """A minute is the least that people enter: within one, the order says nothing."""
    found = []
    for one in some:
        begin, end = one.moments.get(since), one.moments.get(until)
        if begin and end and _minute(begin) <= _minute(end):
            found.append(max(end - begin, timedelta(0)))
    return found


def _times(spans: list[timedelta]) -> dict[str, Any]:
    """The shortest one that half of them, or nine in ten, do not exceed."""

    def reached(tenths: int) -> timedelta | None:
        enough = [one for one in spans if sum(other <= one for other in spans) * 10 >= tenths * len(spans)]
        return min(enough, default=None)

    return {"count": len(spans), "median": reached(5), "p90": reached(9)}


def _trend(some: list[Told], period: Period) -> list[dict[str, int]]:
    """Give each day the name of its step, and count by that."""
    days = [period.first + timedelta(days=number) for number in range(period.days)]
    name: dict[str, Callable[[date], Any]] = {
        "day": lambda day: day,
        "week": lambda day: day.isocalendar()[:2],
        "month": lambda day: (day.year, day.month),
        "year": lambda day: day.year,
    }
    name_of = name[period.step]
    names = {day: name_of(day) for day in days}
    found: dict[Any, Counter[str]] = {one: Counter() for one in names.values()}
    for one in some:
        found[names[_day(one, period)]][one.priority] += 1
    return [dict(one) for one in found.values()]


def _ages(ages: list[timedelta]) -> list[int]:
    edges = [0, 1, 3, 7, 28, 90, 10**6]
    return [
        sum(timedelta(days=least) <= age < timedelta(days=most) for age in ages)
        for least, most in itertools.pairwise(edges)
    ]


def _day(one: Told, period: Period) -> date:
    return one.opened.astimezone(ZoneInfo(period.zone)).date()


def _midnight(day: date, period: Period) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(period.zone)).astimezone(ZoneInfo("UTC"))


def _second(at: datetime) -> datetime:
    """Nobody has need of less."""
    return at.replace(microsecond=0)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)
