"""Whether a Firebell is at rest, by what stands in its database."""

from peewee import Value

READ_AT_START = {"pagerduty on-call", "pagerduty services", "pagerduty people"}
"""What changes a topic and App Homes when it was read first."""


def has_read() -> bool:
    from bot.store.running import jobs
    from bot.store.who import directory, people

    return all(job.last_ended for job in jobs.everything() if job.name in READ_AT_START) and (
        directory.tagged("dev_firefighter") is not None
        and not directory.is_unread()
        and not people.is_unread()
    )


def unfinished() -> list[tuple[str, str, str]]:
    from bot.store.tables import Delivery, Telling

    # What waits for a channel that is not to be made is owed to nobody yet.
    is_owed = Delivery.state.in_(("waiting", "claimed")) & Delivery.needs.is_null()
    owed = Delivery.select(Delivery.subject, Delivery.effect, Delivery.reason).where(is_owed)
    told = Telling.select(Telling.object, Telling.kind, Value("")).where(Telling.state == "waiting")
    return [*owed.tuples(), *told.tuples()]
