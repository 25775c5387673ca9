"""More changes than people make: something goes round in circles, so nothing changes by itself any more.

What people do here is still carried over: alone it cannot go round.
"""

from dataclasses import replace
from datetime import timedelta

from bot.domain.errors import UserError
from bot.domain.events import (
    Event,
    IncidentUpdated,
    PageAcknowledged,
    PagePrioritized,
    PageReassigned,
    PageReopened,
    PageResolved,
    PageUnacknowledged,
    SyncHalted,
    SyncResumed,
)
from bot.domain.incident import Act, Change, Incident

MOST = 10
"""Changes by themselves within WITHIN that may still be as people want it."""

WITHIN = timedelta(minutes=5)

UNTOLD = (
    PageAcknowledged,
    PagePrioritized,
    PageReassigned,
    PageReopened,
    PageResolved,
    PageUnacknowledged,
)
"""What the channel does not hear of while nothing is followed."""

COUNTED: tuple[type[Event], ...] = (*UNTOLD, IncidentUpdated)
"""What counts where nobody here did it."""


def halt(incident: Incident, times: int, act: Act) -> Change:
    """Stop following other systems where it has changed by itself too often, once."""
    if times <= MOST or incident.halted:
        return Change(incident, ())
    return Change(replace(incident, halted=True), (SyncHalted(act.at, act.by, times),))


def resume(incident: Incident, act: Act) -> Change:
    """Follow them again. Raises UserError where it does already."""
    if not incident.halted:
        raise UserError(f"{incident.ref} follows PagerDuty already. Nothing is left to do here.")
    return Change(replace(incident, halted=False), (SyncResumed(act.at, act.by),))
