"""The brake: too many incidents that nobody declared wait, recorded, until somebody opens them."""

from dataclasses import replace
from datetime import datetime

from bot.domain.alerts import MOST, WITHIN
from bot.domain.events import IncidentBraked
from bot.domain.incident import Change
from bot.store.api import storms


def brake(change: Change, now: datetime) -> Change:
    """Let what begins elsewhere wait where it is not among the first few. People who declare never wait."""
    storms.lock()
    if storms.begun(change.incident, now - WITHIN, MOST) < MOST:
        return change
    braked = replace(change.incident, braked=True)
    return Change(braked, (*change.events, IncidentBraked(now, "")))
