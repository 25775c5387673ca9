"""Whether a Firebell is at rest, by what stands in its database."""

from bot.store.engine.statement import Statement
from bot.store.running import jobs
from bot.store.tables import Delivery, Telling
from bot.store.who import directory, people

READ_AT_START = {"pagerduty on-call", "pagerduty services", "pagerduty people"}
"""What changes a topic and App Homes when it was read first."""


def has_read() -> bool:
    """Tell whether all is read; what is read last is asked first, as this is asked again and again."""
    return (
        not directory.is_unread()
        and not people.is_unread()
        and directory.tagged("dev_firefighter") is not None
        and all(job.last_ended for job in jobs.everything() if job.name in READ_AT_START)
    )


def unfinished() -> list[tuple[str, ...]]:
    """Give what is owed, and what was told and is not taken yet."""
    return [*_OWED.rows(), *_TOLD.rows()]


# What waits for a channel that is not to be made is owed to nobody yet.
_OWED = Statement(
    lambda: Delivery.select(Delivery.subject, Delivery.effect, Delivery.reason).where(
        Delivery.state.in_(("waiting", "claimed")) & Delivery.needs.is_null()
    )
)
_TOLD = Statement(lambda: Telling.select(Telling.object, Telling.kind).where(Telling.state == "waiting"))
