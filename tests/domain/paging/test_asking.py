"""Who is paged, and when."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from incidents import WORDS, act, opened
from seeing import KEY, paged, seen

from bot.domain.errors import UserError
from bot.domain.events import PageAsked, PageDelayed, PageEscalated, PageUnanswered, PeoplePaged
from bot.domain.incident import Act, Status
from bot.domain.paging import BACK, PageState, Service
from bot.domain.paging.asking import (
    answer_due,
    ask,
    ask_again,
    ask_if_due,
    ask_instead,
    call_in,
    delay,
    escalate,
    fail_level,
    is_wanted,
    miss_answers,
    usual_service,
)
from bot.domain.paging.reading import see, wanted_state, withdraw

SATURDAY = Act("U1", datetime(2026, 11, 21, 14, 5, tzinfo=UTC))
MONDAY = Act("U1", datetime(2026, 11, 23, 14, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    ("priority", "act", "pages"),
    [("P1", MONDAY, 1), ("P2", SATURDAY, 1), ("P2", MONDAY, 0), ("P3", SATURDAY, 0)],
)
def test_the_priority_says_who_is_paged_by_itself(priority: str, act: Act, pages: int) -> None:
    change = ask_if_due(opened(priority=priority), WORDS, act)
    assert len(change.incident.pages) == pages
    assert len(ask_if_due(change.incident, WORDS, act).events) == 0, "and never twice"


def test_the_worst_are_paged_as_major_where_the_category_names_nobody() -> None:
    words = replace(WORDS, major={**WORDS.major, "pagerduty_service": "Major incident"})
    assert usual_service(opened(category="network", priority="P1"), words) == "Major incident"
    assert usual_service(opened(category="network", priority="P2"), words) == ""
    assert usual_service(opened(priority="P1"), words) == "Payments"


def test_a_page_is_known_before_it_is_asked_for() -> None:
    change = ask(opened(), "Payments", act(), words=" Look at db2. ")
    (event,) = change.events
    assert isinstance(event, PageAsked)
    assert (
        event.page == change.incident.pages[0].key == ask(opened(), "Payments", act()).incident.pages[0].key
    )
    assert (event.words, change.incident.pages[0].state) == ("Look at db2.", PageState.ASKED)


def test_a_service_is_paged_once_at_a_time() -> None:
    with pytest.raises(UserError, match="Payments is paged for inc-7 already"):
        ask(paged(), "Payments", act())
    assert len(ask(paged(), "Platform", act()).incident.pages) == 2
    again = ask(paged(PageState.RESOLVED), "Payments", act()).incident
    assert len({page.key for page in again.pages}) == 2


def test_another_service_takes_the_place_of_one_that_is_not_there() -> None:
    asked = ask(opened(), "Gone", act(), words="Look at db2.").incident
    (page,) = ask_instead(asked, asked.pages[0], "Payments", act()).incident.pages
    assert (page.service, page.words, page.state) == ("Payments", "Look at db2.", PageState.ASKED)
    both = ask(asked, "Payments", act()).incident
    with pytest.raises(UserError, match="Payments is paged for inc-7 already"):
        ask_instead(both, both.pages[0], "Payments", act())


def test_nobody_is_called_to_what_is_over() -> None:
    with pytest.raises(UserError, match="Reopen it first"):
        ask(opened(status=Status.CLOSED), "Payments", act())
    with pytest.raises(UserError, match="calls nobody any more"):
        escalate(paged(PageState.RESOLVED), KEY, 2, act())


def test_a_page_that_nobody_answers_is_said_once() -> None:
    due = answer_due(paged())
    assert due == act(minutes=6).at
    edited = see(paged(), seen(minutes=4, priority="P3"), WORDS, act("", minutes=4)).incident
    assert answer_due(edited) == due, "whatever is edited there"
    assert miss_answers(paged(), act(minutes=5)).events == ()
    change = miss_answers(paged(), act(minutes=6))
    assert [type(event) for event in change.events] == [PageUnanswered]
    assert answer_due(change.incident) is None
    assert answer_due(paged(PageState.ACKNOWLEDGED)) is None


def test_a_delay_is_said_once() -> None:
    change = delay(paged(PageState.ASKED), KEY, "PagerDuty does not answer.", act())
    assert [type(event) for event in change.events] == [PageDelayed]
    assert delay(change.incident, KEY, "again", act()).events == ()
    assert delay(paged(), KEY, "late", act()).events == ()


def test_a_level_that_is_refused_can_be_called_anew() -> None:
    change = escalate(paged(), KEY, 2, act())
    (event,) = change.events
    assert isinstance(event, PageEscalated)
    failed = fail_level(change.incident, event)
    assert (failed.pages[0].level, escalate(failed, KEY, 2, act()).incident.pages[0].level) == (1, 2)
    both = escalate(change.incident, KEY, 3, act()).incident
    assert fail_level(both, event) is both, "the third is called all the same"
    assert see(failed, seen(minutes=2, level=2), WORDS, act()).incident.pages[0].level == 2, "tried again"


def test_who_is_called_anew_may_have_left_and_who_was_called_before_is_no_news() -> None:
    was, now = paged(PageState.ASKED), replace(paged(), invited=("U4", "U5"))
    change = call_in(was, now, act())
    assert change.events == (PeoplePaged(act().at, act().by, people=("U4",)),)
    assert change.incident.invited == ("U5",)
    assert call_in(was, replace(now, members=("U4",)), act()).incident.invited == ("U4", "U5")
    assert call_in(now, now, act()).events == ()
    assert call_in(was, paged(PageState.RESOLVED), act()).events == ()


def test_nobody_is_called_to_what_is_over_unless_asked_for_then() -> None:
    """A page that waited while the incident ended is needed no more; one asked for afterwards is."""
    waiting = paged(PageState.ASKED, status=Status.MITIGATED, status_since=act(minutes=5).at)
    (page,) = waiting.pages
    assert not is_wanted(waiting, page)
    assert is_wanted(replace(waiting, status=Status.MITIGATING), page)
    asked = ask(waiting, "Platform", act(minutes=6)).incident
    assert is_wanted(asked, asked.pages[-1])
    assert wanted_state(asked, asked.pages[-1]) is None, "nor is it resolved as soon as it is there"
    over = replace(asked, status=Status.CLOSED, status_since=act(minutes=9).at)
    assert wanted_state(over, asked.pages[-1]) is PageState.RESOLVED


def test_what_was_withdrawn_is_paged_by_itself_again() -> None:
    over = paged(PageState.ASKED, status=Status.MITIGATED, status_since=act(minutes=5).at)
    change = withdraw(over, KEY, act(minutes=6))
    assert [type(event).__name__ for event in change.events] == ["PageWithdrawn"]
    assert not change.incident.pages[0].is_open
    assert withdraw(change.incident, KEY, act(minutes=7)).events == ()
    back = replace(change.incident, status=Status.INVESTIGATING, priority="P1")
    assert len(ask_if_due(back, WORDS, MONDAY).incident.pages) == 2


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"state": PageState.RESOLVED, "merged": True}, 2),
        ({"state": PageState.LOST}, 2),
        ({"state": PageState.RESOLVED}, 1),
    ],
)
def test_what_goes_on_elsewhere_is_paged_anew_as_the_incident_comes_back(fields: Any, count: int) -> None:
    """What only ended there is triggered again, and what was paged anew is not paged a third time."""
    over = paged(status=Status.MITIGATED, **fields)
    back = replace(over, status=Status.INVESTIGATING)
    found = ask_again(over, back, WORDS, act()).incident
    assert len(found.pages) == count
    assert ask_again(back, found, WORDS, act()).events == (), "it is active already"
    assert ask_again(over, found, WORDS, act()).incident.pages[count:] == ()
    silent = replace(WORDS, services={"*": Service("*", status=BACK)})
    assert ask_again(over, back, silent, act()).events == ()
