"""Moments as people type them, read in their own zone."""

import re
from datetime import MAXYEAR, MINYEAR, UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.errors import UserError

HOW = "Write it like `14:02`, `yesterday 23:50`, `2026-11-21 14:02` or `20 min ago`."

_AGO = re.compile(r"(\d{1,4}) ?(m|min|h|hours?|minutes?)( ago)?")
_CLOCK = re.compile(r"(?:(today|yesterday|\d{4}-\d{2}-\d{2})[ T])?(\d{1,2}):(\d{2})")


def zone_of(name: str) -> ZoneInfo:
    """Give the zone; one that nobody knows is UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # some names are folders
        return ZoneInfo("UTC")


def read_moment(words: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Read a moment that has been. A time alone is its last one before `now`.

    Raises UserError, saying how to write it.
    """
    words = " ".join(words.lower().split()).removeprefix("at ")
    ago, clock = _AGO.fullmatch(words), _CLOCK.fullmatch(words)
    if ago:
        unit = timedelta(hours=1) if ago[2].startswith("h") else timedelta(minutes=1)
        return now - int(ago[1]) * unit
    if clock is None:
        raise UserError(f"That is no time. {HOW}")
    try:
        return _on_clock(clock, now.astimezone(zone), now)
    except (ValueError, OverflowError):
        raise UserError(f"There is no such time. {HOW}") from None


def echo(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Say how a typed moment was read, with its day and its zone: `yesterday 23:50 (Europe/Paris)`."""
    here, today = at.astimezone(zone), now.astimezone(zone).date()
    days = {today: "today", today - timedelta(days=1): "yesterday"}
    return f"{days.get(here.date(), here.date().isoformat())} {here:%H:%M} ({zone.key})"


def _on_clock(said: re.Match[str], here: datetime, now: datetime) -> datetime:
    """Where clocks change, a time can mean two moments: the last one that has been is meant.

    Raises ValueError or OverflowError where there is no such time, in this zone or in that of somebody else.
    """
    day = datetime.fromisoformat(said[1]).date() if said[1] and said[1][0].isdigit() else here.date()
    if said[1] == "yesterday":
        day -= timedelta(days=1)
    days = [day] if said[1] else [day, day - timedelta(days=1)]
    if day.year in {MINYEAR, MAXYEAR}:
        raise OverflowError
    clock = time(int(said[2]), int(said[3]), tzinfo=here.tzinfo)
    meant = [
        datetime.combine(one, clock.replace(fold=fold)).astimezone(UTC) for one in days for fold in (0, 1)
    ]
    return max((at for at in meant if at <= now), default=meant[0])
