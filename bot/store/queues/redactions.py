"""Words that are still to be taken out elsewhere: kept until that is done everywhere, and no longer."""

from datetime import datetime

from bot.domain.errors import PermanentError, TransientError
from bot.store.queues import outbox
from bot.store.tables import Delivery, Redaction

SOON = 0.5
"""Seconds until it is looked again."""


def keep(event: int, words: str, now: datetime) -> None:
    """Whoever takes them out because of this event needs to know them; nothing is kept for nobody."""
    if _is_owed(event):
        Redaction.insert(event=event, words=words, at=now).execute()


def words(event: int, delivery: int) -> str:
    """Give them. Raises PermanentError where they are known no more, as it was tried for too long.

    Raises TransientError while something from before this delivery is still being said elsewhere: it may say
    them, and would not be found yet.
    """
    if outbox.any_under_way_before(delivery, mirrors=False):
        raise TransientError("Something that was to be said before is being said now.", retry_after=SOON)
    row = Redaction.get_or_none(Redaction.event == event)
    if row is None:
        raise PermanentError("Firebell knows the words no more. Redact them again where they still stand.")
    return str(row.words)


def settle(event: int) -> None:
    """One of those who needed them is done; with the last one they go."""
    if not _is_owed(event):
        Redaction.delete().where(Redaction.event == event).execute()


def _is_owed(event: int) -> bool:
    """A mirror shows what is there, and needs no words. What failed can still be tried again."""
    return bool(
        Delivery.select()
        .where((Delivery.event == event) & ~Delivery.mirror & (Delivery.state != "done"))
        .exists()
    )
