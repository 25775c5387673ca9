"""Count and measure: each incident is looked at once, however many numbers come of it."""

import itertools
import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.incident import ACTIVE
from bot.domain.insight.counted import OVER, Moments, Row, seconds_of, span, stamp
from bot.domain.insight.figures import AGES, Figures, Fixes, Part, Times
from bot.domain.insight.period import Period, midnight
from bot.domain.taxonomy import MetricType, Taxonomy

MINUTE = 60
FOREVER = 2**62
"""Seconds in which what has a priority that is there no more may be fixed."""

_GOING_ON = frozenset(map(str, ACTIVE))


_Fate = tuple[int, int | None, bool]
"""When one was declared, since when nobody suffers, whether it goes on."""


@dataclass
class _Sum:
    """Of one priority in one category. `fixes`: in order. `trouble`: how long it lasted, over all."""

    opened: list[int]
    fixes: list[int]
    going_on: int
    kept: int
    late: int
    running: int
    unknown: int
    trouble: int


class Count:
    """Takes in rows, many at once, and gives the figures of all of them."""

    def __init__(self, period: Period, taxonomy: Taxonomy, now: datetime) -> None:
        self._period, self._taxonomy, self._now = period, taxonomy, stamp(now)
        self._statuses: Counter[str] = Counter()
        self._fates: defaultdict[tuple[str, str], list[_Fate]] = defaultdict(list)
        self._sums: dict[tuple[str, str], _Sum] = {}
        self._spans: dict[str, list[int]] = {key: [] for key in taxonomy.metrics}
        self._left_out = 0

    def take(self, rows: Sequence[Row], moments: Sequence[Moments]) -> None:
        """moments: those of each row, in the same order."""
        first, second = OVER
        counted = [both for both in zip(rows, moments, strict=True) if both[0][4]]
        self._left_out += len(rows) - len(counted)
        self._statuses.update([row[1] for row, _ in counted])
        fates = self._fates
        for (opened, status, priority, category, _), known in counted:
            over = known.get(first) or known.get(second)
            fates[priority, category].append((opened, over, status in _GOING_ON))
        measured = [known for _, known in counted]
        for key, metric in self._taxonomy.metrics.items():
            self._spans[key] += spans(measured, metric)

    def figures(self, ages: Iterable[int]) -> Figures:
        """ages: when what is not closed was declared."""
        self._sums = {key: self._sum(key[0], fates) for key, fates in self._fates.items()}
        groups = {key: one.group for key, one in self._taxonomy.categories.items()}
        return Figures(
            period=self._period,
            total=self._part(self._sums.values()),
            left_out=self._left_out,
            statuses=dict(self._statuses),
            priorities=self._parts({key: key[0] for key in self._sums}),
            categories=self._parts({key: key[1] for key in self._sums}),
            groups=self._parts({key: groups[key[1]] for key in self._sums if key[1] in groups}),
            times={key: times(found) for key, found in self._spans.items()},
            trend=self._trend(),
            ages=_ages(ages, self._now),
        )

    def _sum(self, priority: str, fates: Sequence[_Fate]) -> _Sum:
        known = self._taxonomy.priorities.get(priority)
        within = seconds_of(known.fix_within) if known else FOREVER
        going_on = [max(self._now - opened, 0) for opened, _, goes_on in fates if goes_on]
        ended = ((opened, over) for opened, over, goes_on in fates if over and not goes_on)
        fixes = sorted([over - opened if over > opened else 0 for opened, over in ended])
        kept, running = bisect_right(fixes, within), sum(lasted <= within for lasted in going_on)
        return _Sum(
            opened=sorted(opened for opened, _, _ in fates),
            fixes=fixes,
            going_on=len(going_on),
            kept=kept,
            late=len(fixes) - kept + len(going_on) - running,
            running=running,
            unknown=len(fates) - len(fixes) - len(going_on),
            trouble=sum(fixes) + sum(going_on),
        )

    def _parts(self, names: Mapping[tuple[str, str], str]) -> dict[str, Part]:
        found: defaultdict[str, list[_Sum]] = defaultdict(list)
        for key, name in names.items():
            found[name].append(self._sums[key])
        return {name: self._part(sums) for name, sums in found.items()}

    def _part(self, sums: Iterable[_Sum]) -> Part:
        sums = list(sums)
        count = sum(len(one.opened) for one in sums)
        trouble = sum(one.trouble for one in sums)
        return Part(
            count=count,
            going_on=sum(one.going_on for one in sums),
            fixes=Fixes(*(sum(getattr(one, name) for one in sums) for name in Fixes.__dataclass_fields__)),
            fix=times([fix for one in sums for fix in one.fixes]),
            between=span(max(self._length - trouble, 0) // count) if count else None,
        )

    @property
    def _length(self) -> int:
        """How much of the period has been."""
        return min(stamp(self._period.until), self._now) - stamp(self._period.since)

    def _trend(self) -> tuple[Mapping[str, int], ...]:
        zone, steps = self._period.zone, self._period.steps
        ends = [stamp(midnight(day, zone)) for day in steps[1:]]
        found: list[Counter[str]] = [Counter() for _ in steps]
        for (priority, _), one in self._sums.items():
            places = [0, *(bisect_left(one.opened, end) for end in ends), len(one.opened)]
            for step, (begin, end) in enumerate(itertools.pairwise(places)):
                if end > begin:
                    found[step][priority] += end - begin
        return tuple(map(dict, found))


def spans(known: Iterable[Moments], metric: MetricType) -> list[int]:
    """Give how long each took that has both ends; the same as rules.key_events.metrics, for many."""
    since, until = metric.since, metric.until
    return [
        end - begin if end > begin else 0
        for one in known
        if since in one and until in one
        if (begin := one[since]) <= (end := one[until]) or begin // MINUTE <= end // MINUTE
    ]


def times(found: Iterable[int]) -> Times:
    """By nearest rank: a time that some incident really took. What comes in order is quick."""
    ordered = sorted(found)
    if not ordered:
        return Times()
    return Times(len(ordered), span(_at(ordered, 50)), span(_at(ordered, 90)))


def _at(ordered: Sequence[int], percent: int) -> int:
    return ordered[math.ceil(percent * len(ordered) / 100) - 1]


def _ages(opened: Iterable[int], now: int) -> tuple[int, ...]:
    edges = [seconds_of(age) for age in AGES]
    old = Counter(bisect_left(edges, now - one + 1) for one in opened)
    return tuple(old[place] for place in range(len(AGES) + 1))
