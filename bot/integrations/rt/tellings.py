"""What Request Tracker tells, whichever way it comes: to which ticket something happened.

What exactly happened is not taken from it: the ticket is read as it is.
"""

from datetime import datetime
from typing import Any

from bot.domain.systems.told import Told
from bot.integrations.rest import Said
from bot.integrations.rt.client import SOURCE, understood
from bot.integrations.rt.reading import ENDED, queue_of
from bot.usecases.ticketing.hear_source import CHANGED

GLANCE = {"fields": "Status,Queue", "fields[Queue]": "Name"}
"""What is asked of each ticket that was changed: enough to see whether it may be one of ours."""


@understood()
def of_found(said: Said, at: datetime) -> Told:
    """Read one of a search that was made then.

    RT tells the second of the last change, in which there can be another: so each search tells it anew.
    """
    number, status = str(said["id"]), str(said["Status"])
    key = f"found:{number}:{at.isoformat()}"
    return Told(SOURCE, number, key, CHANGED, about(queue_of(said), status))


def of_missing(number: str) -> Told:
    """No search finds it any more: it was merged into another one, or deleted."""
    return Told(SOURCE, number, f"missing:{number}", CHANGED, {})


def about(queue: str, status: str) -> dict[str, Any]:
    """Say of it what domain.ticketing.beginning.Glance holds, and nothing that people wrote."""
    return {"project": queue, "kind": "", "priority": "", "done": status in ENDED} if queue else {}
