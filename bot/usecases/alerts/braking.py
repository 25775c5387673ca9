"""The brake: too many incidents that nobody declared wait, recorded, until somebody opens them."""

from dataclasses import replace
from datetime import datetime

from bot.domain.alerts import MOST, WITHIN
from bot.domain.events import IncidentBraked
from bot.domain.incident import Change
from bot.store.api import storms


def brake(change: Change, now: datetime) -> Change:
    """Let what begins elsewhere wait where it is not among the first few, and people will see it.

    Who declares never waits.
    """
    storms.lock()
    calm = storms.begun(change.incident, now - WITHIN, MOST) < MOST
    if calm or not storms.can_be_told(change.incident):
        return change
    braked = replace(change.incident, braked=True)
    return Change(braked, (*change.events, IncidentBraked(now, "")))
