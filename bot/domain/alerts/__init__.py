"""Incidents that no person declared: what began them, and how a storm of them is braked.

The first few get all that an incident gets. Those that follow shortly after are recorded and wait until
somebody opens them: whoever works on the first ones is not to be paged a hundred times.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.domain.errors import UserError
from bot.domain.events import Event, IncidentFreed, PersonJoined, PersonLeft
from bot.domain.incident import Act, Change, Incident, Status
from bot.domain.tokens import is_token

RAISED = ("api:", "pagerduty:", "jira:", "rt:")
"""What the draft of an incident begins with that began elsewhere."""

WITHIN, MOST = timedelta(minutes=10), 3
"""So many that began elsewhere get a channel and call people within this time, and no more."""


@dataclass(frozen=True)
class AlertRule:
    """What an alert with this label becomes, as the settings say; empty: they say nothing of it.

    `ignored`: no incident at all.
    """

    label: str
    priority: str = ""
    category: str = ""
    environment: str = ""
    ignored: bool = False


def read_rule(key: str, said: Mapping[str, Any]) -> AlertRule:
    return AlertRule(label=key, **said)


def was_raised(incident: Incident) -> bool:
    """Tell whether it began elsewhere, whoever reported it there."""
    return incident.draft.startswith(RAISED)


def free(change: Change, act: Act) -> Change:
    """Somebody has to do with it: it waits no more. What ends it leaves it as it is."""
    incident = change.incident
    is_persons = act.by and not is_token(act.by)
    if not incident.braked or not is_persons or incident.is_closed:
        return change
    return Change(replace(incident, braked=False), (*change.events, IncidentFreed(act.at, act.by)))


def must_wait(incident: Incident) -> None:
    """Raise UserError where nothing is to be opened any more."""
    if incident.is_closed:
        raise UserError(
            f"{incident.ref} is closed already. `/incident reopen {incident.ref}` brings it back."
        )
    if not incident.braked:
        raise UserError(f"{incident.ref} is open already: go on in its channel.")


def is_touched(incident: Incident, history: Iterable[Event]) -> bool:
    """Tell whether anybody has begun to work on it: being let into its channel is not yet that."""
    if incident.status is not Status.OPEN or any(incident.roles.values()):
        return True
    return is_worked_on(history)


def is_worked_on(history: Iterable[Event]) -> bool:
    """Tell whether anybody did something about it here."""
    passive = (PersonJoined, PersonLeft)
    return any(one.by and not is_token(one.by) and not isinstance(one, passive) for one in history)
