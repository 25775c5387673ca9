"""Forget what is older than the settings want it kept, a little at a time, so that nobody waits behind it."""

from bot.domain.personal import retention
from bot.store import taxonomy
from bot.store.engine import words
from bot.store.personal import retention as rows
from bot.usecases.unit import Unit

AT_ONCE = 500
"""Rows of one transaction."""


def forget_some(unit: Unit, kind: str) -> int:
    """Forget some rows of a kind, and give how many; fewer than AT_ONCE were the last."""
    span = retention.spans(taxonomy.load().retention)[kind]
    return rows.forget(kind, unit.now - span, AT_ONCE)


def tidy_words(_unit: Unit, *, begin: bool) -> bool:
    """Let go of the words by which nothing is found any more; False where none is left."""
    return words.tidy(begin=begin)
