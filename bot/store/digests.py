"""Updates that are told together: where more come than can be told one by one."""

from dataclasses import dataclass

from bot.domain.events import IncidentUpdated
from bot.domain.incident import Shown
from bot.store import shown, timeline
from bot.store.queues import outbox

SURFACE = "digest"
MOST = 10
"""Updates in one message, which has 50 blocks at most."""


@dataclass(frozen=True)
class Digest:
    """The delivery `by` tells what it owes, and what those behind it owe up to `upto`."""

    by: int
    upto: int

    @property
    def shown(self) -> Shown:
        return Shown(SURFACE, {"by": str(self.by), "upto": str(self.upto)})


def last(subject: str) -> Digest:
    """Give what was told together last, or is about to be."""
    said = shown.get(subject, SURFACE)
    return Digest(int(said.get("by", 0)), int(said.get("upto", 0)))


def tells(subject: str, delivery: int) -> bool:
    """Tell whether an earlier delivery has told what this one owes."""
    digest = last(subject)
    return digest.by < delivery <= digest.upto and outbox.is_done(digest.by)


def behind(subject: str, delivery: int, effect: str) -> list[tuple[int, IncidentUpdated]]:
    """Give the updates that wait behind this delivery, each with its own, up to one that stands alone.

    A message that became an update stands alone, as it can be taken back.
    """
    found: list[tuple[int, IncidentUpdated]] = []
    for number, event in outbox.waiting_behind(delivery, subject, effect, MOST - 1):
        told = timeline.get(event)
        if not isinstance(told, IncidentUpdated) or told.source:
            break
        found.append((number, told))
    return found
