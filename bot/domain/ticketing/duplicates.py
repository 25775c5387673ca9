"""Tickets of incidents that turned out to be the same."""

from dataclasses import dataclass

from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Ticket
from bot.domain.ticketing.asking import main_ticket
from bot.domain.ticketing.comparing import is_hidden


@dataclass(frozen=True)
class Duplicate:
    """`ticket` is of what ended, the incident `ref`; `into` is of the one that goes on.

    `hidden`: one of them stands where others must not know what they have in common.
    """

    ref: str
    ticket: Ticket
    into: Ticket
    hidden: bool


def duplicate(incident: Incident, into: Incident, taxonomy: Taxonomy) -> Duplicate | None:
    """Give the tickets of both; None where one of them is not there, or they are in two systems."""
    ticket, other = main_ticket(incident), main_ticket(into)
    if ticket is None or other is None or not (ticket.is_there and other.is_there):
        return None
    if ticket.system != other.system:
        return None
    hidden = is_hidden(incident, ticket, taxonomy) or is_hidden(into, other, taxonomy)
    return Duplicate(incident.ref, ticket, other, hidden)
