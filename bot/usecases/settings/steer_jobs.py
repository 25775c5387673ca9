"""Run a job now, pause it, resume it, give it another schedule: for admins, once per press, written down."""

from datetime import timedelta

from bot.domain.errors import UserError
from bot.domain.schedules import read_schedule
from bot.domain.settings.difference import Difference
from bot.store.queues import presses
from bot.store.running import jobs
from bot.store.settings import audit
from bot.usecases.settings.edit_settings import must_be_admin
from bot.usecases.unit import Unit

JOBS = "jobs"
"""What the history calls them."""


def run_job(unit: Unit, name: str, *, by: str, press: str) -> None:
    if _is_first(unit, name, by, press):
        jobs.ask(name)


def pause_job(unit: Unit, name: str, *, paused: bool, by: str, press: str) -> None:
    if _is_first(unit, name, by, press):
        jobs.pause(name, paused=paused)
        change = Difference(JOBS, name, {"paused": not paused}, {"paused": paused})
        audit.add(by, unit.now, [change])


def schedule_job(unit: Unit, name: str, schedule: str, *, by: str, press: str) -> None:
    """Empty: as Firebell has it. A line of cron is followed after the next run, an interval from now.

    Raises UserError, under the field, where it cannot be read.
    """
    schedule = " ".join(schedule.split())
    interval = _interval(schedule)
    if not _is_first(unit, name, by, press):
        return
    job = jobs.get(name)
    assert job
    following = unit.now + interval if interval else job.next_at
    jobs.set_schedule(name, schedule, following)
    change = Difference(JOBS, name, {"schedule": job.schedule}, {"schedule": schedule})
    audit.add(by, unit.now, [change])


def _interval(schedule: str) -> timedelta | None:
    try:
        read = read_schedule(schedule) if schedule else None
    except UserError as error:
        raise UserError(error.sentence, {"schedule": error.sentence}) from error
    return read if isinstance(read, timedelta) else None


def _is_first(unit: Unit, name: str, by: str, press: str) -> bool:
    """Tell whether this press is new. Raises UserError where they may not, or there is no such job."""
    must_be_admin(by)
    if jobs.get(name) is None:
        raise UserError(f"There is no job {name} any more. Look at the list again.")
    if presses.answer(press):
        return False
    presses.keep(press, {"job": name}, unit.now)
    return True
