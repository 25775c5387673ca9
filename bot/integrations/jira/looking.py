"""A look at one ticket that writes nothing."""

from functools import partial

from bot.domain.ticketing import Seen, Ticket
from bot.integrations.differences import Look
from bot.integrations.faults import unless_gone
from bot.integrations.jira.client import Jira
from bot.integrations.jira.reading import FIELDS, seen_of


def looker(jira: Jira) -> Look:
    return partial(_look, jira)


async def _look(jira: Jira, ticket: Ticket) -> Seen | None:
    said = await unless_gone(jira.get(f"issue/{ticket.id}", fields=FIELDS))
    return None if said is None else seen_of(said, jira.url, ticket.mark)
