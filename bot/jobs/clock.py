"""A handful of ticks in memory; what must survive a restart is rows with a due time.

https://apscheduler.readthedocs.io/en/3.x/userguide.html
"""

import asyncio
from datetime import timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.domain.errors import PermanentError, TransientError
from bot.jobs import forget_presses
from bot.ports import Clock, Poll
from bot.store.database import Database
from bot.usecases.unit import Unit

log = structlog.get_logger()

JOBS = (forget_presses,)
SOON = 15.0
"""Seconds until a poll that failed runs again, where nobody told how long to wait."""

AFTER_START = timedelta(minutes=5)
"""Until the first run of each job: a process that is restarted every day must get there too."""

# By default a tick that comes a second late is dropped for ever.
LATE_IS_FINE = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


class JobClock:
    """Runs the jobs, and the polls of the integrations without knowing whose they are."""

    def __init__(self, db: Database[Unit], clock: Clock, polls: tuple[Poll, ...]) -> None:
        self._db, self._clock, self._polls = db, clock, polls
        self._scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=LATE_IS_FINE)

    def start(self) -> None:
        for job in JOBS:
            first = self._clock() + AFTER_START
            run = partial(job.run, self._db)
            self._scheduler.add_job(run, job.TRIGGER, id=job.__name__, next_run_time=first)
        for poll in self._polls:
            run = partial(self._poll, poll)
            trigger = IntervalTrigger(seconds=int(poll.interval.total_seconds()), timezone="UTC")
            self._scheduler.add_job(run, trigger, id=poll.name, next_run_time=self._clock())
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)

    async def _poll(self, poll: Poll) -> None:
        try:
            await poll.run()
        except asyncio.CancelledError:
            log.info("poll_cut", action=poll.name)  # the scheduler would print a traceback at each stop
        except PermanentError as error:
            log.warning("poll_refused", action=poll.name, why=str(error))
        except TransientError as error:
            wait = timedelta(seconds=error.retry_after or SOON)
            log.warning("poll_waits", action=poll.name, why=str(error), seconds=wait.total_seconds())
            self._scheduler.modify_job(poll.name, next_run_time=self._clock() + wait)
