"""Presses that have been answered: a repeat gets the same answer."""

from datetime import datetime
from typing import Any

from bot.store.tables import Press


def answer(key: str) -> dict[str, Any] | None:
    row = Press.get_or_none(Press.key == key)
    return row.answer if row else None


def keep(key: str, given: dict[str, Any], now: datetime) -> None:
    Press.insert(key=key, answer=given, at=now).execute()
