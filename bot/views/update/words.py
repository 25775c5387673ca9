"""What somebody typed after `update`: words alone, or what to change, a colon, and words."""

import re

from bot.domain.incident import Incident, Status
from bot.domain.lifecycle import Needs, needs
from bot.domain.rules.updating import Update
from bot.domain.taxonomy import Taxonomy

STATUSES = {
    **{status.value: status for status in Status},
    "postmortem": Status.POST_MORTEM,
    "fixing": Status.MITIGATING,
    "fixed": Status.MITIGATED,
}
"""The names of statuses, also those that other incident bots taught people."""


def parse(words: str, taxonomy: Taxonomy) -> Update:
    """Read `mitigated P3: rolled back`, `mitigated`, or just words, which are never taken for more."""
    head, _, rest = words.partition(":")
    changes = _changes(head, taxonomy)
    if changes is None:
        return Update(message=words.strip())
    status, priority = changes
    return Update(message=rest.strip(), status=status, priority=priority)


def must_ask(incident: Incident, wish: Update) -> bool:
    """Tell whether it is to be shown first: another priority calls people, going back needs a reason.

    What cannot be at all is not asked for, but refused.
    """
    back = wish.status is not None and needs(incident.status, wish.status) is Needs.REASON
    return (back and wish.status is not incident.status) or wish.priority not in {"", incident.priority}


def meant_status(incident: Incident, wish: Update) -> Status | None:
    """Give the status that a message begins with, where it may be meant and would be a step forward."""
    first = re.split(r"[\s,.;!]", wish.message.lower(), maxsplit=1)[0]
    status = STATUSES.get(first)
    if wish.status or status in {None, incident.status, Status.CLOSED, Status.POST_MORTEM}:
        return None
    return status if needs(incident.status, status) is Needs.NOTHING else None


def _changes(head: str, taxonomy: Taxonomy) -> tuple[Status | None, str] | None:
    """Read a status, a priority or both; None where there is any other word."""
    status, priority = None, ""
    by_key = {key.lower(): key for key in taxonomy.priorities}
    for word in re.split(r"[\s,]+", head.strip().lower()):
        if word in STATUSES and status is None:
            status = STATUSES[word]
        elif word in by_key and not priority:
            priority = by_key[word]
        else:
            return None
    return status, priority
