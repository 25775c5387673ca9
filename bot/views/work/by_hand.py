"""What the command line says of an incident and of who is on call: plain text."""

from collections.abc import Iterator

from bot.domain.incident import Incident
from bot.domain.oncall.roster import Overview
from bot.domain.paging import Page
from bot.domain.ticketing import Ticket


def line(incident: Incident) -> str:
    return f"{incident.ref}  {incident.priority}  {incident.status.value:<13}  {incident.title}"


def lines(incident: Incident, *, finished: bool) -> Iterator[str]:
    """Say how it stands, who was called, where its ticket is, and what is still to come."""
    yield line(incident)
    yield from map(_page, incident.pages)
    yield from map(_ticket, incident.tickets)
    if not finished:
        yield "PagerDuty or the ticket system does not answer yet. It is tried again when Firebell runs."
    yield "Slack hears of it as soon as Firebell reaches it."


def on_call(overview: Overview) -> Iterator[str]:
    """Say for each policy who is called first, then who comes next if those do not answer."""
    read_at = overview.as_of.read_at
    yield (
        f"As of {read_at:%Y-%m-%d %H:%M} UTC:" if read_at else "On-call has not been read from PagerDuty yet."
    )
    for roster in overview.rosters:
        for level in roster.levels:
            names = ", ".join(duty.now.name for duty in level.duties) or "nobody"
            yield f"{roster.policy.name}, level {level.number}: {names}"


def _page(page: Page) -> str:
    if not page.id:
        return f"{page.service} is not paged yet."
    called = f": {', '.join(page.names)}" if page.names else ""
    return f"{page.service}, PagerDuty #{page.number}, {page.state.value}{called}. {page.url}"


def _ticket(ticket: Ticket) -> str:
    return f"Ticket {ticket.key} {ticket.url}" if ticket.is_there else "Its ticket is not there yet."
