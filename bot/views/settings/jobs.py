"""What runs by the clock: how the last run went, when the next one is, and what an admin can do with it."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.views import blocks as b
from bot.views import entered
from bot.views.words import fit, moment

MENU = "settings_job"
CALLBACK = "settings_job_schedule"
NAME = "jobs"
MOST = 80
"""Jobs in one list: a modal has 100 blocks."""


class Job(Protocol):
    """A job as it stands."""

    @property
    def name(self) -> str: ...

    @property
    def schedule(self) -> str: ...

    @property
    def paused(self) -> bool: ...

    @property
    def asked(self) -> bool: ...

    @property
    def next_at(self) -> datetime | None: ...

    @property
    def last_ended(self) -> datetime | None: ...

    @property
    def last_result(self) -> str: ...

    @property
    def failures(self) -> int: ...


def blocks(jobs: Sequence[Job]) -> list[b.Block]:
    head = b.section("*Jobs*\nWhat Firebell does by the clock.")
    return [head, *(_row(job) for job in jobs[:MOST])]


def chosen(value: str) -> tuple[str, str]:
    """Read what is to be done with which job."""
    deed, _, name = value.partition(" ")
    return deed, name


def form(job: Job, behind: str) -> b.Block:
    """Ask for another schedule."""
    field = b.text_field("schedule", most=100, initial=job.schedule, example="every 10m")
    hint = "every 10m, or a line of cron in UTC such as 30 3 * * mon-fri. Empty: as Firebell has it."
    rows = [
        b.context(f"Job *{fit(job.name, 100)}*"),
        b.entry("schedule", "Runs", field, optional=True, hint=hint),
    ]
    memory = json.dumps({"job": job.name, "behind": behind})
    return b.modal("Schedule", rows, callback=CALLBACK, submit="Save", close="Cancel", memory=memory)


def parse(view: entered.View) -> tuple[str, str, str]:
    """Give the job, its schedule, and the list below."""
    kept = entered.memory(view)
    return str(kept["job"]), entered.typed(view, "schedule"), str(kept["behind"])


def when(job: Job) -> str:
    schedule = f"{fit(job.schedule, 100)} · " if job.schedule else ""
    if job.asked:
        return f"{schedule}runs now"
    if job.paused:
        return f"{schedule}_paused_"
    return f"{schedule}next {moment(job.next_at)}" if job.next_at else f"{schedule}not planned"


def _row(job: Job) -> b.Block:
    pause = b.option("Resume", f"resume {job.name}") if job.paused else b.option("Pause", f"pause {job.name}")
    options = [b.option("Run now", f"run {job.name}"), pause, b.option("Schedule", f"schedule {job.name}")]
    return b.section(f"*{fit(job.name, 100)}* · {when(job)}\n{_last(job)}", b.overflow(MENU, options))


def _last(job: Job) -> str:
    if job.last_ended is None:
        return "Has not run yet."
    often = f":warning: failed {job.failures} times in a row: " if job.failures > 1 else ""
    return f"{moment(job.last_ended)}: {often}{fit(job.last_result, 500)}"
