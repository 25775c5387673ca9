"""What an incident calls for by itself now: people, and a ticket."""

from bot.domain.incident import Incident
from bot.usecases.paging.page_people import page_due
from bot.usecases.ticketing.file_tickets import ticket_due
from bot.usecases.unit import Unit


def call_for(unit: Unit, incident: Incident, *, by: str, declined: bool = False) -> Incident:
    """Page people and ask for a ticket, as its priority says; both are kept in one go.

    declined: who declared it wants nobody called for what is paged only while nobody works.
    Raises UserError where somebody would call people by it who may not.
    """
    paged = page_due(unit, incident, by=by, declined=declined)
    return unit.keep_new(incident, paged.then(ticket_due(unit, paged.incident, by=by)))
