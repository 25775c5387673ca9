"""Whoever has to do with what waits in a storm lets it go on: it gets all that it would have got."""

from bot.domain import alerts
from bot.domain.incident import Act, Change
from bot.domain.paging import asking as paging
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import asking as ticketing
from bot.domain.ticketing import companions
from bot.usecases.unit import Unit


def free(unit: Unit, change: Change, words: Taxonomy, act: Act) -> Change:
    """People are called and a ticket is filed as at the opening."""
    freed = alerts.free(change, act)
    if freed is change:
        return change
    if unit.can_page:
        freed = freed.then(paging.ask_if_due(freed.incident, words, act))
    system = unit.ticket_system(freed.incident, words)
    freed = freed.then(ticketing.ask_if_due(freed.incident, system, words, act))
    return freed.then(companions.ask_if_due(freed.incident, system, words, act))
