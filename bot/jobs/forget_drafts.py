"""Every hour: forget declarations that were begun a day ago and that nobody will go on with."""

from datetime import timedelta

from apscheduler.triggers.interval import IntervalTrigger

from bot.ports import Clock
from bot.store.database import Database
from bot.store.declare import drafts
from bot.usecases.unit import Unit

TRIGGER = IntervalTrigger(hours=1, timezone="UTC")
FIRST = timedelta(minutes=6)
"""Until the first run: a process that is restarted every day must get there too."""


async def run(db: Database[Unit], _clock: Clock) -> None:
    await db.write_behind(_forget)


def _forget(unit: Unit) -> int:
    return drafts.forget(unit.now)
