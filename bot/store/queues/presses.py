"""Presses that have been answered, kept for seven days: a repeat gets the same answer."""

from datetime import datetime, timedelta
from typing import Any

from bot.store.tables import Press

KEPT = timedelta(days=7)


def answer(key: str) -> dict[str, Any] | None:
    row = Press.get_or_none(Press.key == key)
    return row.answer if row else None


def keep(key: str, given: dict[str, Any], now: datetime) -> None:
    Press.insert(key=key, answer=given, at=now).execute()


def forget(now: datetime) -> int:
    """Delete what is older than seven days, and say how many there were."""
    return int(Press.delete().where(Press.at < now - KEPT).execute())
