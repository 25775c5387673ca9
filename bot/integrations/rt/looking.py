"""A look at one ticket that writes nothing."""

from functools import partial

from bot.domain.ticketing import Seen, Ticket
from bot.integrations.differences import Look
from bot.integrations.rt.reading import seen_of
from bot.integrations.rt.site import Site


def looker(site: Site) -> Look:
    return partial(_look, site)


async def _look(site: Site, ticket: Ticket) -> Seen | None:
    said = await site.ticket(ticket.id)
    return None if said is None else seen_of(said, [], site.rt.url, ticket.mark)
