"""The tickets of an incident as they are now."""

from bot.domain.board import Sight
from bot.domain.incident import Incident
from bot.domain.ticketing import Ticket, TicketState
from bot.domain.ticketing.asking import main_ticket
from bot.views.words import fit

FILE = "file_ticket"
"""The effect that asks Jira."""


def named(incident: Incident) -> str:
    """Name its ticket, to be opened; empty where it has none yet."""
    ticket = main_ticket(incident)
    return link(ticket) if ticket and ticket.is_there else ""


def link(ticket: Ticket) -> str:
    return f"<{ticket.url}|{fit(ticket.key, 60)}>" if ticket.url else fit(ticket.key, 60)


def on_card(sight: Sight) -> str:
    """Say where it is, or why not yet; empty where none is wanted."""
    ticket = main_ticket(sight.incident)
    if ticket is None:
        return ""
    if not ticket.is_there:
        return _coming(sight, ticket)
    ended = f" ({fit(ticket.status, 60)} in Jira)" if ticket.done and not sight.incident.is_closed else ""
    return f"{link(ticket)}{ended}"


def in_progress(sight: Sight) -> str:
    """Say it to who has just declared it; empty where none is wanted."""
    ticket = main_ticket(sight.incident)
    if ticket is None:
        return ""
    if ticket.is_there:
        return f"✓ filed {link(ticket)}"
    if ticket.delayed and FILE in sight.pending:
        return ":warning: Jira does not answer; the ticket follows by itself"
    return "◌ filing a ticket" if FILE in sight.pending else ":warning: no ticket could be filed"


def _coming(sight: Sight, ticket: Ticket) -> str:
    if FILE not in sight.pending:
        return ":warning: no ticket: Jira did not take it"
    if ticket.delayed:
        return ":warning: the ticket follows: Jira does not answer yet"
    return "a ticket is being filed" if ticket.state is TicketState.ASKED else ""
