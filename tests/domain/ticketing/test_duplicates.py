"""Which tickets are said to be the same: those in Jira that are there."""

from dataclasses import replace

import pytest
from incidents import WORDS
from ticketed import ticketed

from bot.domain.incident import Incident
from bot.domain.ticketing import TicketState
from bot.domain.ticketing.duplicates import Duplicate, duplicate
from bot.domain.ticketing.systems import RT

THERE = ticketed()
ELSEWHERE = replace(THERE, tickets=(replace(THERE.tickets[0], system=RT.name),))


def test_the_ticket_of_what_ends_is_the_same_as_the_other_one() -> None:
    (ticket,), (into,) = THERE.tickets, (replace(THERE.tickets[0], key="INC-13"),)
    goes_on = replace(THERE, id=8, tickets=(into,))
    assert duplicate(THERE, goes_on, WORDS) == Duplicate("inc-7", ticket, into, hidden=False)


@pytest.mark.parametrize("other", [replace(THERE, tickets=()), ticketed(TicketState.ASKED), ELSEWHERE])
def test_what_is_not_in_jira_yet_is_the_same_as_nothing(other: Incident) -> None:
    assert duplicate(THERE, other, WORDS) is None
    assert duplicate(other, THERE, WORDS) is None
