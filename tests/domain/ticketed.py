"""Tickets to try the rules on, and how they would be read."""

from dataclasses import replace
from typing import Any

from incidents import act, opened

from bot.domain.incident import Incident
from bot.domain.ticketing import Agreed, Seen, Ticket, TicketState

MARK = "inc-7:1:1"


def seen(**differences: Any) -> Seen:
    """Give INC-12 as it is right after it was made for inc-7; values by their names."""
    values = {"status": "To Do", "priority": "2", "summary": "Checkout is down", "assignee": ""}
    values |= {name: differences.pop(name) for name in list(differences) if name in values}
    plain = Seen("10012", "INC-12", "https://x/INC-12", values, status=values["status"], mark=MARK)
    return replace(plain, **differences)


def ticketed(state: TicketState = TicketState.THERE, **differences: Any) -> Incident:
    """Give inc-7 with its ticket, on which both sides agree."""
    ticket = Ticket(MARK, "jira", "INC", act().at, "U1")
    incident = opened(**differences)
    if state is not TicketState.ASKED:
        agreed = {
            "status": Agreed(str(incident.status), "To Do"),
            "priority": Agreed(incident.priority, "2"),
            "summary": Agreed(incident.title, "Checkout is down"),
            "assignee": Agreed("", ""),
        }
        ticket = replace(ticket, id="10012", key="INC-12", status="To Do", state=state, agreed=agreed)
        ticket = replace(ticket, url="https://x/INC-12")
    return replace(incident, tickets=(ticket,))
