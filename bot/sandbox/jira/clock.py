"""Moments as Jira writes them."""

import time
from datetime import UTC, datetime, tzinfo


def now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


def stamp(moment: datetime, zone: tzinfo = UTC) -> str:
    """2026-11-21T14:02:09.123+0000, in the zone of whoever asks."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M:%S.") + (
        f"{moment.microsecond // 1000:03d}" + moment.astimezone(zone).strftime("%z")
    )


def milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
