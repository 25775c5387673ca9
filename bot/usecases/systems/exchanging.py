"""Write down what was carried over, in the transaction that it belongs to."""

from collections.abc import Iterable, Sequence

from bot.domain.incident import Incident
from bot.domain.paging import Page
from bot.domain.systems.exchange import (
    Cause,
    End,
    Exchange,
    Way,
    brought,
    brought_by_page,
    without_echoes,
)
from bot.domain.systems.told import Told
from bot.store import timeline
from bot.store.queues.claims import Claim
from bot.store.systems import exchanges
from bot.usecases.unit import Unit, incident_of


def because_of(claim: Claim, carried: Iterable[Exchange]) -> Cause:
    """Say why a delivery does what it does."""
    event = timeline.get(claim.event) if claim.event else None
    return Cause(claim.cause, event.by if event else "", claim.id, tuple(carried))


def note_carried(unit: Unit, subject: str, carried: Sequence[Exchange]) -> None:
    """Write down what a delivery has carried to another system."""
    exchanges.add(carried, unit.cause, incident_of(subject) or 0, unit.now)


def note_brought(unit: Unit, was: Incident, now: Incident) -> None:
    """Write down what an incident took over from other systems; a drill knows none."""
    if not now.drill:
        _note(unit, brought(was, now), now.id)


def note_page(unit: Unit, was: Page | None, now: Page) -> None:
    """Write down what a page without an incident took over."""
    _note(unit, brought_by_page(was, now), 0)


def note_told(unit: Unit, system: str, number: str, what: str, incident: int) -> None:
    """Write down what another system told besides how something is."""
    exchanges.add([Exchange(system, Way.BACK, number, what)], unit.cause, incident, unit.now)


def note_lost(unit: Unit, told: Told, reason: str) -> None:
    """Write down that what another system told was given up."""
    exchange = Exchange(told.source, Way.BACK, told.object, told.kind, end=End.REFUSED, error=reason)
    exchanges.add([exchange], Cause(told.key), 0, unit.now)


def _note(unit: Unit, found: Iterable[Exchange], incident: int) -> None:
    exchanges.add(without_echoes(found, unit.cause.wrote), unit.cause, incident, unit.now)
