"""What a ticket is linked with is made once, for what is urgent enough and no secret."""

from dataclasses import replace
from typing import Any

import pytest
from incidents import WORDS, act
from ticketed import ticketed

from bot.domain.ticketing import Companion, TicketState
from bot.domain.ticketing.companions import ask_for_entries, ask_if_due, wanted

LINKS = {
    "security": Companion("security", "Stakeholder", "P2", issue="OPS-12"),
    "cause": Companion("cause", "Question", "P2", title="What changed?"),
    "sellers": Companion("sellers", "Question", "P1", title="Who tells the sellers?"),
    "off": Companion("off", title="Nobody switched this on"),
}
CHAINED = replace(WORDS, ticket_links=LINKS)


@pytest.mark.parametrize(
    ("incident", "keys"),
    [
        ({}, ["security", "cause"]),
        ({"priority": "P1"}, ["security", "cause", "sellers"]),
        ({"priority": "P3"}, []),
        ({"private": True}, []),
    ],
)
def test_the_priority_says_which(incident: dict[str, Any], keys: list[str]) -> None:
    assert [one.key for one in wanted(ticketed(**incident), CHAINED)] == keys


def test_each_is_made_once_and_more_when_it_is_worse() -> None:
    first = ask_if_due(ticketed(), "jira", CHAINED, act())
    assert [(one.part, one.mark[-1]) for one in first.incident.tickets] == [("", "1"), ("cause", "2")]
    assert ask_if_due(first.incident, "jira", CHAINED, act()).events == ()
    worse = ask_if_due(replace(first.incident, priority="P1"), "jira", CHAINED, act())
    assert [one.part for one in worse.incident.tickets] == ["", "cause", "sellers"]
    alone = replace(ticketed(), tickets=())
    assert ask_if_due(alone, "jira", CHAINED, act()).events == ()


def test_each_update_is_asked_for_once_and_nothing_before_its_ticket_is_there() -> None:
    words = replace(WORDS, ticket_links={"timeline": Companion("timeline", "Timeline", "P2", entries=True)})
    asked = ask_for_entries(ticketed(), [4, 9], "jira", words, act())
    assert [(one.part, one.entry) for one in asked.incident.tickets[1:]] == [("timeline", 4), ("timeline", 9)]
    assert len({one.mark for one in asked.incident.tickets}) == 3
    assert len(ask_for_entries(asked.incident, [4, 9, 12], "jira", words, act()).events) == 1
    assert ask_if_due(ticketed(), "jira", words, act()).events == (), "it is no single issue"
    for incident in (ticketed(TicketState.ASKED), ticketed(private=True), ticketed(priority="P3")):
        assert ask_for_entries(incident, [4], "jira", words, act()).events == ()
