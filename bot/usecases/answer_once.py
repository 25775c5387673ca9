"""Somebody wrote to Firebell: they are answered once, however often Slack tells of it."""

from bot.store.queues import presses
from bot.usecases.unit import Unit


def answer_once(unit: Unit, press: str) -> bool:
    """Tell whether it is still to be answered."""
    if presses.answer(press) is not None:
        return False
    presses.keep(press, {}, unit.now)
    return True
