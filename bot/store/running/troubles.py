"""What admins are to see without asking: jobs that fail again and again, and what is not well."""

from bot.domain.board import Trouble
from bot.store.running import health, jobs


def present() -> list[Trouble]:
    """Give what is not well, the longest ill first, then the jobs that fail; who paused one knows of it."""
    failing = [job for job in jobs.everything() if job.is_failing and not job.paused]
    return [
        *(Trouble(one.name, one.why, one.failures, one.last_at, one.since) for one in health.ill()),
        *(
            Trouble(job.name, job.last_result, job.failures, job.last_ended)
            for job in failing
            if job.last_ended
        ),
    ]
