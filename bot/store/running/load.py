"""How much is still to be done, and how late that is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import fn

from bot.store.queues import readings
from bot.store.running import health, jobs
from bot.store.running.jobs import Job
from bot.store.tables import Delivery, Telling

UNFINISHED = ("waiting", "claimed", "failed")


@dataclass(frozen=True)
class Load:
    """`deliveries`: by state. `late`: how long the oldest that could run has been due. `lags`: by system."""

    deliveries: dict[str, int]
    late: timedelta
    told: int
    ill: int
    lags: dict[str, timedelta]
    jobs: tuple[Job, ...]


def present(now: datetime) -> Load:
    """Give it as it is now, in six questions."""
    counts: Any = (
        Delivery.select(Delivery.state, fn.COUNT(Delivery.id))
        .where(Delivery.state.in_(UNFINISHED))
        .group_by(Delivery.state)
        .tuples()
    )
    could_run = (Delivery.state == "waiting") & Delivery.needs.is_null() & (Delivery.due_at <= now)
    oldest: datetime | None = Delivery.select(fn.MIN(Delivery.due_at)).where(could_run).scalar()
    return Load(
        deliveries={**dict.fromkeys(UNFINISHED, 0), **dict(counts)},
        late=now - oldest if oldest else timedelta(0),
        told=Telling.select().where(Telling.state == "waiting").count(),
        ill=len(health.ill()),
        lags=readings.lags(now),
        jobs=tuple(jobs.everything()),
    )
