"""Every few seconds: deal with what is due by the clock."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import structlog
from apscheduler.triggers.interval import IntervalTrigger

from bot.domain.rules import reminders
from bot.ports import Clock
from bot.store import dues
from bot.store.database import Database
from bot.store.oncall import calls
from bot.usecases.finish.end_channel import ARCHIVE, end_channel
from bot.usecases.paging.page_people import UNANSWERED, miss_answers
from bot.usecases.paging.watch_calls import miss_call_answer
from bot.usecases.remind import remind
from bot.usecases.run_due import Ask, put_off, run_due
from bot.usecases.unit import Unit
from bot.usecases.work.tasks import DUE as TASKS
from bot.usecases.work.tasks import remind_tasks

log = structlog.get_logger()

TRIGGER = IntervalTrigger(seconds=5, timezone="UTC")
FIRST = timedelta(0)
AT_ONCE = 100

KINDS: Mapping[str, Ask] = {
    ARCHIVE: end_channel,
    TASKS: remind_tasks,
    UNANSWERED: miss_answers,
    **dict.fromkeys(reminders.KINDS, remind),
}
"""Which use case deals with what."""


async def run(db: Database[Unit], clock: Clock) -> None:
    for call in await db.read_behind(calls.unanswered, clock(), AT_ONCE):
        await db.write_behind(miss_call_answer, call)
    found = await db.read_behind(dues.due, clock(), KINDS, AT_ONCE)
    work = [db.write_behind(run_due, one, KINDS[one.kind]) for one in found]
    ends = await asyncio.gather(*work, return_exceptions=True)
    for one, end in zip(found, ends, strict=True):
        if isinstance(end, BaseException):
            log.error("due_broke", action=one.kind, subject=f"inc-{one.incident}", exc_info=end)
            await db.write_behind(put_off, one)
