"""What the ticket system tells comes into the inbox, and how far it has been heard is kept."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.systems.exchange import COMPARING, Cause
from bot.domain.systems.told import Told
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing.beginning import glance, priority_of
from bot.store import taxonomy
from bot.store.queues import inbox, readings
from bot.store.systems import standings
from bot.store.ticketing import owners
from bot.usecases.ticketing.hear_tickets import SOURCE, look_at
from bot.usecases.unit import Unit

CHANGED = "changed"
"""The kind of a telling: something happened to a ticket, which is then read as it is."""


def keep_tellings(unit: Unit, tellings: Iterable[Told]) -> int:
    """Keep what is about a ticket of ours, or what may become an incident, and say how much that was."""
    told, words = list(tellings), taxonomy.load()
    known = owners.ours(SOURCE, [one.object for one in told])
    ours = [one for one in told if one.object in known or _may_begin(one, words)]
    for one in ours:
        inbox.keep(one, unit.now)
    return len(ours)


def hear_webhook(unit: Unit, tellings: Iterable[Told]) -> None:
    """A webhook came, whatever it is about."""
    standings.hear(SOURCE, unit.now)
    keep_tellings(unit, tellings)


def reach(_unit: Unit, until: datetime) -> None:
    """Everything up to then is in the inbox."""
    readings.reach(SOURCE, until)


def reconcile(unit: Unit) -> int:
    """Read every ticket of what goes on as it is there, and say how many incidents those are of."""
    unit = unit.because(Cause(COMPARING))
    numbers = owners.live(SOURCE, unit.now)
    for number in numbers:
        look_at(unit, number)
    return len(numbers)


def _may_begin(told: Told, words: Taxonomy) -> bool:
    found = glance(told.said)
    return found is not None and priority_of(found, words) is not None
