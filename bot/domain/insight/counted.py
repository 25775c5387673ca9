"""Which incidents figures count, and what they need to know of each."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.domain.incident import NEVER_WAS, ClosingReason, Incident

LEFT_OUT = frozenset((*NEVER_WAS, ClosingReason.DUPLICATE, ClosingReason.SUPERSEDED))
"""They were none, or stand beside the one that goes on."""

OVER = ("recovered", "mitigated")
"""The key events that say since when nobody suffers: the first of these that is known."""

_EPOCH = datetime.fromtimestamp(0, UTC)
_SECOND = timedelta(seconds=1)


Row = tuple[int, str, str, str, bool]
"""Of one incident: when it was declared, its status, priority and category, whether it counts."""

Moments = Mapping[str, int]
"""Its key events. All moments are whole seconds since 1970, and times whole seconds: quick to compare."""


def counts(incident: Incident) -> bool:
    """Tell whether it was one, and is counted nowhere else."""
    end = incident.closure
    return not incident.merged_into and not (end and end.reason in LEFT_OUT)


def moments(incident: Incident) -> Moments:
    """Give when its key events were, as far as that is known."""
    return {key: stamp(moment.at) for key, moment in incident.key_events.items() if moment.at}


def stamp(at: datetime) -> int:
    """Give a moment as rows say it."""
    return (at - _EPOCH) // _SECOND


def span(seconds: int) -> timedelta:
    return timedelta(seconds=seconds)


def seconds_of(length: timedelta) -> int:
    """Give a time span in whole seconds."""
    return length // _SECOND
