"""Where it is told what somebody must hear of an incident, also while nobody can write in its channel."""

from bot.domain.incident import Incident
from bot.domain.rules.roles import COMMANDER
from bot.store.who import callees, directory

CROWD = 20
"""More people than these hear nothing in messages of their own."""


def of(incident: Incident) -> tuple[str, ...]:
    """Give its channel; else who leads it; else who declared it; else all whom its category calls.

    Where these are nobody, or a crowd: the channel in which incidents are announced, if it is public. Empty
    where there is none of these.
    """
    called = _called(incident)
    few = called if len(called) <= CROWD else ()
    return _its_own(incident) or few or _announced(incident) or called[:CROWD]


def place(incident: Incident) -> str:
    """Give the one place where something is asked: rather the channel of all incidents than one of many."""
    return next(iter(_its_own(incident) or _announced(incident) or _called(incident)), "")


def _its_own(incident: Incident) -> tuple[str, ...]:
    channel = incident.open_channel
    one = channel.key if channel else incident.holder(COMMANDER) or incident.opened_by
    return (one,) if one else ()


def _called(incident: Incident) -> tuple[str, ...]:
    if incident.drill:
        return ()
    return callees.settle(incident, callees.category_usergroups(incident)).people


def _announced(incident: Incident) -> tuple[str, ...]:
    channel = "" if incident.private or incident.drill else directory.tagged("tech_incidents")
    return (channel,) if channel else ()
