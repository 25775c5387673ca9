"""Every hour: forget what is older than it is to be kept, and words by which nothing is found any more."""

from datetime import timedelta

from apscheduler.triggers.interval import IntervalTrigger

from bot.domain.personal.retention import KINDS
from bot.ports import Clock
from bot.store.database import Database
from bot.usecases.personal.forget_old import AT_ONCE, forget_some, tidy_words
from bot.usecases.unit import Unit

TRIGGER = IntervalTrigger(hours=1, timezone="UTC")
FIRST = timedelta(minutes=5)
"""Until the first run: a process that is restarted every day must get there too."""


async def run(db: Database[Unit], _clock: Clock) -> str:
    """Give how many rows of each kind were forgotten."""
    counts = {kind.label: await _forget(db, kind.name) for kind in KINDS}
    begin = True
    while await db.write_behind(tidy_words, begin=begin):
        begin = False
    said = [f"{label.lower()}: {count}" for label, count in counts.items() if count]
    return f"Forgotten: {', '.join(said)}." if said else "Nothing is old enough to be forgotten."


async def _forget(db: Database[Unit], kind: str) -> int:
    count = some = await db.write_behind(forget_some, kind)
    while some == AT_ONCE:
        some = await db.write_behind(forget_some, kind)
        count += some
    return count
