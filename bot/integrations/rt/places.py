"""Which queues of RT the settings name, and which statuses Firebell gives to tickets there."""

from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing.queues import queue_of
from bot.domain.ticketing.systems import RT


def queues_of(words: Taxonomy, usual: str) -> dict[str, tuple[str, ...]]:
    """Give them by name, with what is written there. usual: of tickets whose category names no queue."""
    filed = [one for one in words.tickets.values() if one.least and one.system in {"", RT.name}]
    named = [one.queue or usual for one in filed]
    named += [one.queue for one in words.services.values() if one.queue]
    return {name: _written(words, name) for name in dict.fromkeys((*named, *words.ticket_queues))}


def _written(words: Taxonomy, queue: str) -> tuple[str, ...]:
    how = queue_of(words.ticket_queues, queue)
    return (*how.acknowledged[:1], *how.resolved[:1])
