"""What can be done about a ticket: each button's value says of which incident."""

import json
from typing import Any

from bot.domain.incident import Incident
from bot.domain.ticketing import Ticket
from bot.views import blocks as b

OVER = "ticket_over"
NOT_YET = "ticket_not_yet"
LOWER = "ticket_lower"
KEEP = "ticket_keep"
CREATE = "ticket_create"
LINK = "ticket_link"
UNLINK = "ticket_unlink"
WORSE = "ticket_worse"


def over(incident: Incident) -> list[b.Block]:
    """The answers to whether it is over."""
    value = _value(incident)
    says = f"{incident.ref} is mitigated"
    return [
        b.button("Mark mitigated", OVER, value, style="primary", says=says),
        b.button("Not yet", NOT_YET, value, says=f"{incident.ref} is not over yet"),
    ]


def lower(incident: Incident, priority: str) -> list[b.Block]:
    """The answers to a lower priority than ours."""
    value, says = _value(incident, priority=priority), f"Lower {incident.ref} to {priority} too"
    return [
        b.button(f"Lower to {priority} too"[:75], LOWER, value, says=says[:75]),
        b.button(f"Keep {incident.priority}"[:75], KEEP, value),
    ]


def create(incident: Incident) -> b.Block:
    return b.button("Create a ticket", CREATE, _value(incident), says=f"Create a ticket for {incident.ref}")


def link(incident: Incident) -> b.Block:
    return b.button("Link one", LINK, _value(incident), says=f"Link a ticket to {incident.ref}")


def unlink(incident: Incident, ticket: Ticket) -> b.Block:
    return b.button("Unlink", UNLINK, _value(incident, ticket=ticket.mark), says=f"Unlink {ticket.name}"[:75])


def worse(incident: Incident, priority: str) -> b.Block:
    """Raise it, which makes a channel."""
    value, says = _value(incident, priority=priority), f"{incident.ref} is worse: {priority}, with a channel"
    return b.button("This is worse", WORSE, value, style="danger", says=says[:75])


def _value(incident: Incident, **said: Any) -> str:
    return json.dumps({"incident": incident.id, **said})
