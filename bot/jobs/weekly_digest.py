"""Every week: tell in a channel what the week before brought, and which follow-ups are overdue."""

from apscheduler.triggers.cron import CronTrigger

from bot.ports import Clock
from bot.store.database import Database
from bot.usecases.insight.send_digest import send_digest
from bot.usecases.unit import Unit

TRIGGER = CronTrigger.from_crontab("0 8 * * mon", timezone="UTC")
FIRST = None
"""Never before its time: who has just begun has had no week."""


async def run(db: Database[Unit], _clock: Clock) -> str:
    return await db.write_behind(send_digest)
