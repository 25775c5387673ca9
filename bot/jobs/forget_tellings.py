"""Once a day: forget what others told us and nobody tells again."""

from datetime import timedelta

from apscheduler.triggers.interval import IntervalTrigger

from bot.ports import Clock
from bot.store.database import Database
from bot.store.queues import inbox
from bot.usecases.unit import Unit

TRIGGER = IntervalTrigger(days=1, timezone="UTC")
FIRST = timedelta(minutes=6)
"""Until the first run: a process that is restarted every day must get there too."""

AT_ONCE = 2000
"""Rows of one transaction, so that nobody waits behind it."""


async def run(db: Database[Unit], _clock: Clock) -> None:
    while await db.write_behind(_forget) == AT_ONCE:
        pass


def _forget(unit: Unit) -> int:
    return inbox.forget(unit.now, AT_ONCE)
