"""The tickets of an incident as they are now."""

from bot.domain.board import Sight
from bot.domain.incident import Incident
from bot.domain.ticketing import Ticket, TicketState, systems
from bot.domain.ticketing.asking import main_ticket
from bot.domain.ticketing.systems import FILE, JIRA
from bot.views.words import fit, ticket_link


def named(incident: Incident) -> str:
    """Name its ticket, to be opened; empty where it has none yet."""
    ticket = main_ticket(incident)
    return ticket_link(ticket) if ticket and ticket.is_there else ""


def title(ticket: Ticket | None) -> str:
    """Name the system that it is in."""
    return systems.named(ticket.system).title if ticket else JIRA.title


def on_card(sight: Sight) -> str:
    """Say where it is, or why not yet; empty where none is wanted."""
    ticket = main_ticket(sight.incident)
    if ticket is None:
        return ""
    if not ticket.is_there:
        return _coming(sight, ticket)
    ended = (
        f" ({fit(ticket.status, 60)} in {title(ticket)})"
        if ticket.done and not sight.incident.is_closed
        else ""
    )
    return f"{ticket_link(ticket)}{ended}"


def in_progress(sight: Sight) -> str:
    """Say it to who has just declared it; empty where none is wanted."""
    ticket = main_ticket(sight.incident)
    if ticket is None:
        return ""
    if ticket.is_there:
        return f"✓ filed {ticket_link(ticket)}"
    if ticket.delayed and _is_coming(sight, ticket):
        return f":warning: {title(ticket)} does not answer; the ticket follows by itself"
    return "◌ filing a ticket" if _is_coming(sight, ticket) else ":warning: no ticket could be filed"


def _is_coming(sight: Sight, ticket: Ticket) -> bool:
    return bool({FILE, systems.named(ticket.system).effect(FILE)} & sight.pending.keys())


def _coming(sight: Sight, ticket: Ticket) -> str:
    if not _is_coming(sight, ticket):
        return f":warning: no ticket: {title(ticket)} did not take it"
    if ticket.delayed:
        return f":warning: the ticket follows: {title(ticket)} does not answer yet"
    return "a ticket is being filed" if ticket.state is TicketState.ASKED else ""
