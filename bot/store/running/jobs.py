"""What runs by the clock: when next, how the last run went, and what people set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import peewee

from bot.store import tables
from bot.store.queues.readings import AHEAD

SHOWN_AFTER = 2
"""Failures in a row after which admins see it without asking."""


@dataclass(frozen=True)
class Job:
    """`schedule`: as people set it (domain.schedules), empty: as the code says. `asked`: to run now."""

    name: str
    schedule: str = ""
    paused: bool = False
    asked: bool = False
    next_at: datetime | None = None
    last_started: datetime | None = None
    last_ended: datetime | None = None
    last_result: str = ""
    failures: int = 0

    def is_due(self, now: datetime) -> bool:
        """One that has ended later than now is: the clock was put back, and its time may be far away."""
        is_time = self.next_at is not None and self.next_at <= now
        is_put_back = self.last_ended is not None and self.last_ended > now + AHEAD
        return self.asked or (not self.paused and (is_time or is_put_back))

    @property
    def is_failing(self) -> bool:
        return self.failures >= SHOWN_AFTER


def everything() -> list[Job]:
    rows = tables.Job.select().order_by(tables.Job.name)
    return [Job(**{name: getattr(row, name) for name in Job.__dataclass_fields__}) for row in rows]


def get(name: str) -> Job | None:
    return next((job for job in everything() if job.name == name), None)


def plan(first: Mapping[str, datetime]) -> None:
    """Each of these runs for the first time then, unless it is planned already."""
    rows = [{"name": name, "next_at": at} for name, at in first.items()]
    if rows:
        unplanned, at = tables.Job.next_at.is_null(), {tables.Job.next_at: peewee.EXCLUDED.next_at}
        row = tables.Job.insert_many(rows)
        row.on_conflict(conflict_target=[tables.Job.name], update=at, where=unplanned).execute()


def leave(works: Iterable[str]) -> set[str]:
    """All but these are there no more, and so neither fail nor are due; what people set stays. Give them."""
    gone = tables.Job.name.not_in(list(works))
    names = {row.name for row in tables.Job.select(tables.Job.name).where(gone)}
    tables.Job.update(failures=0, asked=False, next_at=None).where(gone).execute()
    return names


def bring_forward(names: list[str], now: datetime) -> None:
    """These run now, if they are not paused."""
    tables.Job.update(next_at=now).where(tables.Job.name.in_(names)).execute()


def start(name: str, now: datetime) -> None:
    tables.Job.update(last_started=now, asked=False).where(tables.Job.name == name).execute()


def end(name: str, result: str, now: datetime, next_at: datetime, *, failed: bool | None) -> None:
    """It ended. failed: None where it only waits, as it was told to."""
    row: dict[str, object] = {"last_ended": now, "last_result": result, "next_at": next_at}
    if failed is not None:
        row["failures"] = tables.Job.failures + 1 if failed else 0
    tables.Job.update(row).where(tables.Job.name == name).execute()


def ask(name: str) -> bool:
    """Let it run now; False where there is none."""
    return bool(tables.Job.update(asked=True).where(tables.Job.name == name).execute())


def pause(name: str, *, paused: bool) -> bool:
    return bool(tables.Job.update(paused=paused).where(tables.Job.name == name).execute())


def set_schedule(name: str, schedule: str, next_at: datetime | None) -> bool:
    """Keep a schedule that domain.schedules reads; the next run follows it from now on."""
    change = {"schedule": schedule, "next_at": next_at}
    return bool(tables.Job.update(change).where(tables.Job.name == name).execute())
