"""Once a day: forget presses that nobody can repeat any more."""

from apscheduler.triggers.interval import IntervalTrigger

from bot.store.database import Database
from bot.store.queues import presses
from bot.usecases.unit import Unit

TRIGGER = IntervalTrigger(days=1, timezone="UTC")


async def run(db: Database[Unit]) -> None:
    await db.write_behind(_forget)


def _forget(unit: Unit) -> int:
    return presses.forget(unit.now)
