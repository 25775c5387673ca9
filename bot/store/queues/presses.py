"""Presses that have been answered: a repeat gets the same answer."""

from datetime import datetime
from typing import Any

from bot.store.engine.statement import Statement, insert
from bot.store.tables import Press

_ANSWER = Statement(lambda key: Press.select(Press.answer).where(Press.key == key))
_KEEP = insert(Press.key, Press.answer, Press.at)


def answer(key: str) -> dict[str, Any] | None:
    row = _ANSWER.row(key)
    return row[0] if row else None


def keep(key: str, given: dict[str, Any], now: datetime) -> None:
    _KEEP.run(key, given, now)
