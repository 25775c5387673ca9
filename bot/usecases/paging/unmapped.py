"""What begins in services of which nothing is said: written into the log, each service once an hour."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from bot.domain.paging.beginning import may_begin
from bot.domain.taxonomy import Taxonomy

log = structlog.get_logger()

AGAIN = timedelta(hours=1)
_warned: dict[str, datetime] = {}


def warn(services: Iterable[str], words: Taxonomy, now: datetime) -> None:
    """Where nothing that begins there is wanted at all, or `*` speaks for all, nothing is missing."""
    if "*" in words.services or not any(may_begin(name, words) for name in words.services):
        return
    for service in services:
        before = _warned.get(service)
        if service not in words.services and (before is None or before + AGAIN <= now):
            _warned[service] = now
            log.warning(
                "service_unmapped",
                action="hear",
                service=service,
                cure="Name it in Settings, PagerDuty services, or let * speak for it.",
            )
