"""How old what is known of on-call may be before it is said to be old."""

from datetime import datetime, timedelta

from bot.domain.errors import UserError
from bot.domain.schedules import read_schedule

NEAR = timedelta(days=14)
"""How far ahead it is always known who comes next, and who is on call while PagerDuty cannot be asked."""

FAR = timedelta(days=90)
"""How far ahead PagerDuty says it; that is read more rarely."""

EVERY = timedelta(minutes=5)
"""How often on-call is read, where people set nothing else."""

SELDOM = timedelta(days=1)
"""How often at least a line of cron is taken to run."""

MISSED = 2
"""Readings that may be missed before it counts as old."""


def interval_of(schedule: str) -> timedelta:
    """Give how often a job runs with the schedule that people set; empty: none."""
    if not schedule:
        return EVERY
    try:
        read = read_schedule(schedule)
    except UserError:
        return EVERY
    return read if isinstance(read, timedelta) else SELDOM


def is_stale(read_at: datetime | None, now: datetime, interval: timedelta = EVERY) -> bool:
    """Tell whether it must be said from when it is; what was never read is not old, but missing."""
    return read_at is not None and now - read_at > MISSED * interval
