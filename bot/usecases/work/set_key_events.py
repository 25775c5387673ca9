"""Say when something happened, or that nobody knows."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.incident import Incident
from bot.domain.rules import key_events
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def set_key_events(
    unit: Unit, number: int, moments: Mapping[str, datetime | None], *, by: str, press: str = ""
) -> Incident:
    """Take key -> moment, None where nobody can know it."""
    return work_on(
        unit,
        number,
        lambda incident, taxonomy, act: key_events.set_key_events(incident, moments, taxonomy, act),
        by=by,
        press=press,
    )


def clear_key_event(unit: Unit, number: int, key: str, *, by: str, press: str = "") -> Incident:
    """Say nothing about it any more."""
    return work_on(
        unit,
        number,
        lambda incident, _, act: key_events.clear_key_event(incident, key, act),
        by=by,
        press=press,
    )
