"""The account's own time: the real one, and what people have put it forward by."""

import time
from datetime import UTC, datetime, timedelta, tzinfo

FIRST_YEAR, LAST_YEAR = 1970, 2200
"""Beyond them nobody is on call."""


class Clock:
    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time(), UTC) + self.ahead


def iso(moment: datetime, zone: tzinfo = UTC) -> str:
    """Whole seconds with Z, or the offset of another zone."""
    return moment.astimezone(zone).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def iso_ms(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse(text: str, zone: tzinfo = UTC) -> datetime:
    """A moment as people write it; without an offset it is read in the account's zone. ValueError else."""
    moment = datetime.fromisoformat(text.strip().replace(" ", "+", 1) if "T" in text else text.strip())
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
