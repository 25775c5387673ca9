"""Which incidents figures count, and what they need to know of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bot.domain.incident import NEVER_WAS, ClosingReason, Incident

LEFT_OUT = frozenset((*NEVER_WAS, ClosingReason.DUPLICATE, ClosingReason.SUPERSEDED))
"""They were none, or stand beside the one that goes on."""

OVER = ("recovered", "mitigated")
"""The key events that say since when nobody suffers: the first of these that is known."""

_EPOCH = datetime.fromtimestamp(0, UTC)
_SECOND = timedelta(seconds=1)


class Kind(NamedTuple):
    """What many incidents have in common. `known`: the key events that were, in the order of `said`."""

    status: str
    priority: str
    category: str
    counts: bool
    known: tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    """Incidents of one kind. Whole seconds: `opened` since 1970, each of `after` since its declaration."""

    kind: Kind
    opened: Sequence[int]
    after: Mapping[str, Sequence[int]]


def counts(incident: Incident) -> bool:
    """Tell whether it was one, and is counted nowhere else."""
    end = incident.closure
    return not incident.merged_into and not (end and end.reason in LEFT_OUT)


def kind_of(incident: Incident) -> Kind:
    """Give what figures tell it apart by."""
    known = tuple(key for key, _ in _known(incident))
    return Kind(incident.status, incident.priority, incident.category, counts(incident), known)


def said(incident: Incident) -> list[int]:
    """Give when it was declared, and after how many seconds each of its key events was."""
    opened = stamp(incident.opened_at)
    return [opened, *(stamp(at) - opened for _, at in _known(incident))]


def _known(incident: Incident) -> list[tuple[str, datetime]]:
    return sorted((key, moment.at) for key, moment in incident.key_events.items() if moment.at)


def alike(kind: Kind, numbers: Sequence[int]) -> Alike:
    """Read what was said of each, one after the other."""
    width = 1 + len(kind.known)
    after = {key: numbers[place::width] for place, key in enumerate(kind.known, start=1)}
    return Alike(kind, numbers[::width], after)


def stamp(at: datetime) -> int:
    """Give a moment as rows say it."""
    return (at - _EPOCH) // _SECOND


def span(seconds: int) -> timedelta:
    return timedelta(seconds=seconds)


def seconds_of(length: timedelta) -> int:
    """Give a time span in whole seconds."""
    return length // _SECOND
