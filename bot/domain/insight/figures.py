"""What was counted and measured over many incidents, ready to be said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.insight.period import Period


@dataclass(frozen=True)
class Fixes:
    """How many were over within the time of their priority, and how many were not.

    `running`: still going on, and in time so far. `unknown`: over, but nobody said when.
    """

    kept: int = 0
    late: int = 0
    running: int = 0
    unknown: int = 0

    @property
    def share(self) -> float | None:
        """Which part of those that can be judged was in time."""
        judged = self.kept + self.late
        return self.kept / judged if judged else None


@dataclass(frozen=True)
class Times:
    """How long something took: the middle, and what nine in ten did not exceed."""

    count: int = 0
    median: timedelta | None = None
    p90: timedelta | None = None


@dataclass(frozen=True)
class Part:
    """The incidents of one priority, category or group, or all of them.

    `going_on`: those that are not over. `fix`: from their declaration until nobody suffered any longer.
    `between`: the mean time between failures, which is the part of the period without any, by their number.
    """

    count: int = 0
    going_on: int = 0
    fixes: Fixes = field(default_factory=Fixes)
    fix: Times = field(default_factory=Times)
    between: timedelta | None = None


@dataclass(frozen=True)
class Figures:
    """`left_out`: what turned out to be none, or the same as another one.

    `trend`: for each step of the period, how many of each priority were declared. `ages`: of all that is not
    closed, whenever it was declared, how many are so old: as many numbers as AGES, and one for older ones.
    """

    period: Period
    total: Part
    left_out: int
    statuses: Mapping[str, int]
    priorities: Mapping[str, Part]
    categories: Mapping[str, Part]
    groups: Mapping[str, Part]
    times: Mapping[str, Times]
    trend: tuple[Mapping[str, int], ...]
    ages: tuple[int, ...]


AGES = tuple(timedelta(days=days) for days in (1, 3, 7, 28, 90))
