"""Once a day: forget presses that nobody can repeat any more."""

from datetime import timedelta

from apscheduler.triggers.interval import IntervalTrigger

from bot.ports import Clock
from bot.store.database import Database
from bot.store.queues import presses
from bot.usecases.unit import Unit

TRIGGER = IntervalTrigger(days=1, timezone="UTC")
FIRST = timedelta(minutes=5)
"""Until the first run: a process that is restarted every day must get there too."""


async def run(db: Database[Unit], _clock: Clock) -> None:
    await db.write_behind(_forget)


def _forget(unit: Unit) -> int:
    return presses.forget(unit.now)
