"""Something is due by the clock: the use case of its kind deals with it, once over all replicas."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.domain.incident import Incident
from bot.store import dues
from bot.store.dues import Due
from bot.usecases.unit import Unit

Ask = Callable[[Unit, Incident, Due], None]
"""Deals with what is due, and says when it comes up again, or drops it."""

PAUSE = timedelta(minutes=10)
"""How long one that broke waits, so that it neither fills the log nor is forgotten."""


def run_due(unit: Unit, due: Due, ask: Ask) -> None:
    """Take the incident, which keeps all others from it, and deal with what is still due."""
    incident = unit.take(due.incident)
    if incident and dues.still_due(due, unit.now):
        ask(unit, incident, due)


def put_off(unit: Unit, due: Due) -> None:
    """It broke: let the others have their turn."""
    if unit.take(due.incident):
        dues.put(replace(due, due_at=unit.now + PAUSE))
