"""Time as Slack writes it: timestamps (microseconds as a string, unique, always rising), seconds, zones."""

import time
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Clock:
    """Hands out each `ts` once: a ts is a message's identity within its channel."""

    def __init__(self) -> None:
        self._last = 0

    def ts(self) -> str:
        self._last = max(self._last + 1, time.time_ns() // 1000)
        return format_ts(self._last)


def format_ts(microseconds: int) -> str:
    return f"{microseconds // 1_000_000}.{microseconds % 1_000_000:06d}"


def seconds() -> int:
    """The Unix time that Slack writes into `created` and its like."""
    return int(time.time())


@cache
def zone_of(name: str) -> ZoneInfo:
    """KeyError or ValueError where there is no such zone.

    The library keeps eight of them; a workspace has more, and would read their files again and again.
    """
    return ZoneInfo(name)


def is_zone(name: str) -> bool:
    """It is the name of a time zone in the IANA database."""
    try:
        zone_of(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
