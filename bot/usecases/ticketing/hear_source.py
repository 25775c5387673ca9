"""What the ticket system tells comes into the inbox, and how far it has been heard is kept."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.systems.exchange import COMPARING, Cause
from bot.domain.systems.told import Told
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing.beginning import glance, priority_of
from bot.domain.ticketing.systems import spoken
from bot.store import taxonomy
from bot.store.queues import inbox, readings
from bot.store.systems import standings
from bot.store.ticketing import owners
from bot.usecases.ticketing.hear_tickets import look_at
from bot.usecases.unit import Unit

CHANGED = "changed"
"""The kind of a telling: something happened to a ticket, which is then read as it is."""


def keep_tellings(unit: Unit, system: str, tellings: Iterable[Told]) -> int:
    """Keep what is about a ticket of ours, or what may become an incident, and say how much that was."""
    told, words = list(tellings), taxonomy.load()
    known = owners.ours(system, [one.object for one in told])
    ours = [one for one in told if one.object in known or _may_begin(one, words)]
    for one in ours:
        inbox.keep(one, unit.now)
    return len(ours)


def hear_webhook(unit: Unit, system: str, tellings: Iterable[Told]) -> None:
    """A webhook came, whatever it is about."""
    standings.hear(system, unit.now)
    keep_tellings(unit, system, tellings)


def reach(_unit: Unit, system: str, until: datetime) -> None:
    """Everything up to then is in the inbox."""
    readings.reach(system, until)


def reconcile(unit: Unit, system: str) -> int:
    """Read every ticket of what goes on as it is there, and say how many incidents those are of."""
    unit = unit.because(Cause(COMPARING))
    numbers = owners.live(system, unit.now)
    for number in numbers:
        look_at(unit, number, system)
    return len(numbers)


def _may_begin(told: Told, words: Taxonomy) -> bool:
    found = glance(told.said)
    if found is None:
        return False
    return priority_of(found, spoken(words, told.source, found.project)) is not None
