"""What a ticket is told of what was said to people."""

from bot.domain.events import (
    Event,
    IncidentClosed,
    IncidentUpdated,
    TicketAdopted,
    TicketLinked,
    TicketMade,
)
from bot.domain.incident import Incident
from bot.domain.ticketing.asking import main_ticket
from bot.store import timeline

TOLD = (IncidentUpdated, IncidentClosed)
ARRIVALS = (TicketMade, TicketLinked, TicketAdopted)
"""With which a ticket comes to be there."""


def there_at(incident: Incident) -> int | None:
    """Give at which event its ticket came to be there; None where it is not."""
    main = main_ticket(incident)
    if main is None or not main.is_there:
        return None
    found = timeline.numbered(incident.id, *ARRIVALS)
    numbers = [number for number, one in found if isinstance(one, ARRIVALS) and one.ticket == main.mark]
    return max(numbers, default=0)


def told_before(incident: int, number: int) -> list[tuple[int, Event]]:
    """Give what people were told before this event."""
    told = timeline.numbered(incident, *TOLD)
    return [(at, one) for at, one in told if at < number and isinstance(one, TOLD) and one.message]
