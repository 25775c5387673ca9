"""What is different in a copy of the past: nobody knows any more what was done since then."""

from peewee import Case, fn

from bot.store.copies import numbering
from bot.store.tables import Delivery, Event

UNFINISHED = ("waiting", "claimed", "failed")


def set_back() -> None:
    """Let each effect look first for what was done after the backup, and number new incidents far ahead.

    Looking first is what a later attempt does, for things that were made after the first one.
    """
    caused = Event.select(Event.at).where(Event.id == Delivery.event)
    Delivery.update(
        attempt=Case(None, ((Delivery.attempt > 0, Delivery.attempt),), 1),
        first_at=fn.COALESCE(Delivery.first_at, caused, Delivery.due_at),
    ).where(Delivery.state.in_(UNFINISHED)).execute()
    numbering.jump()


def next_number() -> int:
    return numbering.ahead()
