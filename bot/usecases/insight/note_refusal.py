"""The workspace refused to draw: for a while it is not asked to again."""

from bot.store.insight import refusals
from bot.usecases.unit import Unit


def note_refusal(unit: Unit) -> None:
    refusals.note(unit.now)
