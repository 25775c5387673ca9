"""One thing that the clock runs, and when it does so next."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.domain.schedules import read_schedule

JITTER = 0.05
"""Of the interval: what runs everywhere at the same time hits others all at once."""

MOST_JITTER = timedelta(seconds=30)


@dataclass(frozen=True)
class Work:
    """`trigger`: as the code has it. `first`: how long after it became known it runs first.

    None: when the trigger says so.
    """

    name: str
    trigger: Any
    run: Callable[[], Awaitable[object]]
    first: timedelta | None = timedelta(0)
    at_start: bool = False

    def first_after(self, now: datetime) -> datetime:
        return self.next_after(now) if self.first is None else now + self.first

    def next_after(self, now: datetime, schedule: str = "") -> datetime:
        """Give when it runs next. Raises UserError where people's schedule cannot be read."""
        trigger = trigger_of(schedule) if schedule else self.trigger
        if isinstance(trigger, IntervalTrigger):
            interval: timedelta = trigger.interval
            return now + interval + _some(min(interval * JITTER, MOST_JITTER))
        following: datetime = trigger.get_next_fire_time(None, now + timedelta(seconds=1))
        return following + _some(MOST_JITTER)


def trigger_of(schedule: str) -> Any:
    read = read_schedule(schedule)
    if isinstance(read, timedelta):
        return IntervalTrigger(seconds=int(read.total_seconds()), timezone="UTC")
    return CronTrigger.from_crontab(read, timezone="UTC")


def _some(most: timedelta) -> timedelta:
    return most * random.random()  # noqa: S311 - no secret hangs on it
