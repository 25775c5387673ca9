"""Count and measure: incidents of one kind all at once, however many numbers come of them."""

import itertools
import math
import operator
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.incident import ACTIVE
from bot.domain.insight.counted import OVER, Alike, seconds_of, span, stamp
from bot.domain.insight.figures import AGES, Figures, Fixes, Part, Times
from bot.domain.insight.period import Period, midnight
from bot.domain.taxonomy import MetricType, Taxonomy

MINUTE = 60
FOREVER = 2**62
"""Seconds in which what has a priority that is there no more may be fixed."""

_GOING_ON = frozenset(map(str, ACTIVE))


@dataclass
class _Sum:
    """Of one priority in one category. `fixes`: how long until nobody suffered. `going_on`: so far."""

    within: int
    opened: list[int] = field(default_factory=list)
    fixes: list[int] = field(default_factory=list)
    going_on: list[int] = field(default_factory=list)
    unknown: int = 0
    trouble: int = 0

    def settle(self) -> None:
        """What is in order is counted without looking at each; over before it was told took no time."""
        for some in (self.opened, self.fixes, self.going_on):
            some.sort()
        before = bisect_left(self.fixes, 0)
        self.fixes[:before] = [0] * before
        self.trouble = sum(self.fixes) + sum(self.going_on)

    @property
    def judged(self) -> Fixes:
        kept, running = bisect_right(self.fixes, self.within), bisect_right(self.going_on, self.within)
        late = len(self.fixes) - kept + len(self.going_on) - running
        return Fixes(kept, late, running, self.unknown)


class Count:
    """Takes in incidents, one kind after the other, and gives the figures of all of them."""

    def __init__(self, period: Period, taxonomy: Taxonomy, now: datetime) -> None:
        self._period, self._taxonomy, self._now = period, taxonomy, stamp(now)
        self._statuses: Counter[str] = Counter()
        self._sums: dict[tuple[str, str], _Sum] = {}
        self._spans: dict[str, list[int]] = {key: [] for key in taxonomy.metrics}
        self._left_out = 0

    def take(self, some: Alike) -> None:
        kind = some.kind
        if not kind.counts:
            self._left_out += len(some.opened)
            return
        self._statuses[kind.status] += len(some.opened)
        self._add(self._sum(kind.priority, kind.category), some)
        for key, metric in self._taxonomy.metrics.items():
            self._spans[key] += spans(some, metric)

    def _sum(self, priority: str, category: str) -> _Sum:
        known = self._taxonomy.priorities.get(priority)
        within = seconds_of(known.fix_within) if known else FOREVER
        return self._sums.setdefault((priority, category), _Sum(within))

    def _add(self, one: _Sum, some: Alike) -> None:
        one.opened += some.opened
        over = next((some.after[key] for key in OVER if key in some.after), None)
        if some.kind.status in _GOING_ON:
            one.going_on += [max(self._now - opened, 0) for opened in some.opened]
        elif over is None:
            one.unknown += len(some.opened)
        else:
            one.fixes += over

    def figures(self, ages: Iterable[int]) -> Figures:
        """ages: when what is not closed was declared."""
        for one in self._sums.values():
            one.settle()
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
            going_on=sum(len(one.going_on) for one in sums),
            fixes=_together([one.judged for one in sums]),
            fix=times(itertools.chain.from_iterable(one.fixes for one in sums)),
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


def _together(some: Sequence[Fixes]) -> Fixes:
    return Fixes(*(sum(getattr(one, name) for one in some) for name in Fixes.__dataclass_fields__))


def spans(some: Alike, metric: MetricType) -> list[int]:
    """Give how long each took that has both ends; the same as rules.key_events.metrics, for many."""
    begins, ends = some.after.get(metric.since), some.after.get(metric.until)
    if begins is None or ends is None:
        return []

    took = list(map(operator.sub, ends, begins))
    if min(took, default=0) >= 0:
        return took

    def at_once(place: int) -> bool:
        opened = some.opened[place]
        return (opened + begins[place]) // MINUTE == (opened + ends[place]) // MINUTE

    return [max(0, one) for place, one in enumerate(took) if one >= 0 or at_once(place)]


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
