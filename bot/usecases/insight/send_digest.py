"""The week is to be told in the channel that is tagged for it, once a day at most."""

from datetime import date

from bot.store.insight import digests
from bot.store.queues import outbox, presses
from bot.store.queues.outbox import Debt
from bot.store.who import directory
from bot.usecases.unit import Unit

TAG = "digest"
SEND = "post_digest"
"""The effect that posts it."""


def send_digest(unit: Unit) -> str:
    """Give what became of it, in words."""
    if not directory.tagged(TAG):
        return f"No channel has the tag {TAG}, so nothing was posted."
    day = digests.today(unit.now)
    subject = f"{TAG}:{day.isoformat()}"
    if presses.answer(subject) is not None:
        return "It was posted today already."
    presses.keep(subject, {}, unit.now)
    outbox.owe([Debt(subject, SEND, SEND, None, mirror=False, needs=None, due_at=unit.now)])
    return "It is posted."


def day_of(subject: str) -> date:
    """Give the day on which it is told."""
    return date.fromisoformat(subject.partition(":")[2])
