"""One incident has one ticket of a system: by the settings, by hand, or none any more."""

from dataclasses import replace
from typing import Any

import pytest
from incidents import WORDS, act, opened
from ticketed import MARK, ticketed

from bot.domain import events as e
from bot.domain.errors import UserError
from bot.domain.ticketing import Filing, TicketState
from bot.domain.ticketing.asking import ask, ask_if_due, attempt, delay, link, main_ticket, stay, unlink

UP_TO_P3 = replace(WORDS, tickets={"*": Filing("*", "INC", least="P3"), "network": Filing("network")})


@pytest.mark.parametrize(
    ("priority", "category", "count"), [("P1", "payment", 1), ("P4", "payment", 0), ("P1", "network", 0)]
)
def test_the_settings_say_who_gets_one(priority: str, category: str, count: int) -> None:
    change = ask_if_due(opened(priority=priority, category=category), "jira", UP_TO_P3, act())
    assert len(change.events) == len(change.incident.tickets) == count


def test_it_is_asked_for_once_and_not_again_when_somebody_took_it_away() -> None:
    asked = ask_if_due(opened(), "jira", WORDS, act()).incident
    (ticket,) = asked.tickets
    assert (ticket.mark, ticket.project) == (f"inc-7:{int(act().at.timestamp())}:1", "INC")
    assert ask_if_due(asked, "jira", WORDS, act()).events == ()
    left = unlink(asked, ticket.mark, act()).incident
    assert main_ticket(left) is None
    assert ask_if_due(left, "jira", WORDS, act()).events == ()
    again = ask(left, "jira", WORDS, act()).incident
    assert [one.mark[-2:] for one in again.tickets] == [":1", ":2"]


def test_what_it_has_already_is_said() -> None:
    with pytest.raises(UserError, match="has INC-12 already"):
        link(ticketed(), "INC-4", act())
    with pytest.raises(UserError, match="does not belong"):
        unlink(ticketed(TicketState.LEFT), MARK, act())


def test_one_that_is_there_is_taken_for_its_own() -> None:
    (ticket,) = link(opened(), "INC-4", act()).incident.tickets
    assert (ticket.key, ticket.system, ticket.project, ticket.own) == ("INC-4", "jira", "INC", False)
    (other,) = link(opened(), "RT#4", act()).incident.tickets
    assert (other.key, other.system, other.project) == ("RT#4", "rt", "")


def test_a_delay_is_told_once_and_an_attempt_is_nothing_to_tell() -> None:
    asked = ticketed(TicketState.ASKED)
    change = delay(asked, MARK, "Jira does not answer.", act())
    assert isinstance(change.events[0], e.TicketDelayed)
    assert delay(change.incident, MARK, "Jira does not answer.", act()).events == ()
    tried = attempt(asked, MARK, act().at)
    assert (tried.incident.tickets[0].tried_at, tried.events) == (act().at, ())


@pytest.mark.parametrize(
    ("now", "was", "found"),
    [
        ({"priority": "P4"}, {"priority": "P2"}, ("", True)),
        ({"priority": "P5"}, {"priority": "P4"}, None),
        ({"priority": "P2"}, {"priority": "P4"}, None),
        ({"category": "network"}, {"category": "payment"}, ("NET", False)),
        ({"category": "payment"}, {"category": "network"}, None),
        ({"category": "network", "priority": "P4"}, {"category": "payment", "priority": "P1"}, ("NET", True)),
    ],
)
def test_a_ticket_stays_where_it_is(
    now: dict[str, Any], was: dict[str, str], found: tuple[str, bool] | None
) -> None:
    rules = {"*": Filing("*", "INC", least="P3"), "network": Filing("network", "NET", least="P3")}
    stays = stay(ticketed(**now), was, replace(WORDS, tickets=rules))
    assert (stays and (stays.project, stays.unwanted)) == found
    assert stay(opened(**now), was, replace(WORDS, tickets=rules)) is None
