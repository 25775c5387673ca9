"""When what runs: a tick in memory, and the truth in rows, so that no restart forgets or repeats anything.

https://apscheduler.readthedocs.io/en/3.x/userguide.html
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.domain.errors import FirebellError, TransientError, UserError
from bot.jobs import forget_old, tick_due, weekly_digest
from bot.jobs.lead import Lead
from bot.jobs.work import Work
from bot.ports import Clock, Poll, utc_now
from bot.store.database import Database
from bot.store.running import jobs
from bot.store.running.jobs import Job
from bot.usecases.directory.wellness import end_left
from bot.usecases.settings.showing import show_homes
from bot.usecases.unit import Unit

log = structlog.get_logger()

JOBS = (forget_old, weekly_digest)
"""They run on one replica, by rows that people see and steer."""

TICKS = (tick_due,)
"""They run on each replica, as what they deal with is claimed row by row."""

LOOK = IntervalTrigger(seconds=1, timezone="UTC")
SOON = timedelta(seconds=15)
"""Until one that failed runs again, twice as long after each failure in a row, up to its own interval."""

MOST_DOUBLINGS = 8

# By default a tick that comes a second late is dropped for ever.
LATE_IS_FINE = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


class JobClock:
    """Runs the jobs, and the polls of the integrations without knowing whose they are."""

    def __init__(self, db: Database[Unit], clock: Clock, polls: tuple[Poll, ...]) -> None:
        self._db, self._clock = db, clock
        self._works = {work.name: work for work in (*map(_of_poll, polls), *map(self._of_job, JOBS))}
        self._lead = Lead(db)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._planned = False
        self._scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=LATE_IS_FINE)

    def start(self) -> None:
        """What ticks does so by the machine's clock, as the scheduler has no other."""
        for tick in TICKS:
            run = partial(_until_cut, partial(tick.run, self._db, self._clock))
            first = utc_now() + tick.FIRST
            self._scheduler.add_job(run, tick.TRIGGER, id=tick.__name__, next_run_time=first)
        self._scheduler.add_job(_until_cut, LOOK, [self._look], id="look", next_run_time=utc_now())
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)
        for task in self._running.values():
            task.cancel()

    async def resign(self) -> None:
        """Let another replica lead at once."""
        await self._lead.resign()

    def _of_job(self, job: Any) -> Work:
        name = job.__name__.rpartition(".")[2].replace("_", " ")
        return Work(name, job.TRIGGER, partial(job.run, self._db, self._clock), job.FIRST)

    async def _look(self) -> None:
        """Start what is due, if this replica is the one that leads."""
        if not await self._lead.is_ours():
            self._planned = False
            return
        await self._plan()
        now = self._clock()
        for job in await self._db.read_behind(jobs.everything):
            if job.name in self._works and job.name not in self._running and job.is_due(now):
                self._begin(job)

    async def _plan(self) -> None:
        """Once it leads: what nobody has planned yet is planned, and what must not wait runs now."""
        if self._planned:
            return
        now = self._clock()
        first = {work.name: work.first_after(now) for work in self._works.values()}
        at_once = [work.name for work in self._works.values() if work.at_start]
        await self._db.write_behind(_plan, first, at_once)
        self._planned = True

    def _begin(self, job: Job) -> None:
        task = asyncio.create_task(self._run(job), name=job.name)
        self._running[job.name] = task
        task.add_done_callback(partial(self._ended, job.name))

    def _ended(self, name: str, task: asyncio.Task[None]) -> None:
        del self._running[name]
        error = None if task.cancelled() else task.exception()
        if error:
            log.error("job_broke", action=name, exc_info=error)

    async def _run(self, job: Job) -> None:
        """One that fails costs itself only: its end is written down like any other."""
        work = self._works[job.name]
        await self._db.write_behind(_start, job.name)
        (ended,) = await asyncio.gather(work.run(), return_exceptions=True)
        if isinstance(ended, asyncio.CancelledError):
            raise ended
        now = self._clock()
        result, failed, next_at = self._judge(ended, work, job, now)
        await self._db.write_behind(_end, job.name, result, next_at, failed=failed)

    def _judge(self, ended: object, work: Work, job: Job, now: datetime) -> tuple[str, bool | None, datetime]:
        """Say how it ended, whether that counts as a failure (None: neither), and when it runs next."""
        usual = self._next(work, job, now)
        if not isinstance(ended, BaseException):
            return str(ended or "Done."), False, usual
        return self._judge_failure(ended, usual, job, now)

    def _judge_failure(
        self, error: BaseException, usual: datetime, job: Job, now: datetime
    ) -> tuple[str, bool | None, datetime]:
        soon = min(usual, now + SOON * 2 ** min(job.failures, MOST_DOUBLINGS))
        if isinstance(error, TransientError) and error.retry_after is not None:
            log.warning("job_waits", action=job.name, why=str(error), seconds=error.retry_after)
            return f"{error} It goes on then.", None, now + timedelta(seconds=error.retry_after)
        if isinstance(error, FirebellError):
            log.warning("job_failed", action=job.name, why=str(error), failures=job.failures + 1)
            return str(error), True, soon if isinstance(error, TransientError) else usual
        log.error("job_broke", action=job.name, exc_info=error)
        return f"Firebell's own fault ({type(error).__name__}); its log says more.", True, soon

    def _next(self, work: Work, job: Job, now: datetime) -> datetime:
        try:
            return work.next_after(now, job.schedule)
        except UserError as error:
            log.warning("schedule_unread", action=job.name, why=error.sentence)
            return work.next_after(now)


async def _until_cut(run: Callable[[], Awaitable[None]]) -> None:
    """The scheduler would print a traceback at each stop that falls into it."""
    try:
        await run()
    except asyncio.CancelledError:
        log.info("tick_cut", action="stop")


def _of_poll(poll: Poll) -> Work:
    trigger = IntervalTrigger(seconds=int(poll.interval.total_seconds()), timezone="UTC")
    return Work(poll.name, trigger, poll.run, poll.first, at_start=poll.at_start)


def _plan(unit: Unit, first: dict[str, datetime], at_once: list[str]) -> None:
    jobs.plan(first)
    end_left(unit, first)
    jobs.bring_forward(at_once, unit.now)


def _start(unit: Unit, name: str) -> None:
    jobs.start(name, unit.now)


def _end(unit: Unit, name: str, result: str, next_at: datetime, *, failed: bool | None) -> None:
    """Admins see in App Home at once what begins to fail, and what does so no more."""
    was = _is_failing(name)
    jobs.end(name, result, unit.now, next_at, failed=failed)
    if was != _is_failing(name):
        show_homes(unit)


def _is_failing(name: str) -> bool:
    found = jobs.get(name)
    return found is not None and found.is_failing
