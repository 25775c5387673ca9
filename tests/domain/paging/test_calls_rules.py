"""Pages without an incident: what must be entered, what is seen of them, and what they become."""

from dataclasses import replace
from datetime import timedelta

import pytest
from incidents import WORDS, act
from seeing import seen

from bot.domain.errors import UserError
from bot.domain.events import IncidentOpened, PageAdopted
from bot.domain.paging import Nobody, PageState
from bot.domain.paging.calls import (
    Call,
    Wish,
    adopt,
    adopted,
    answer_due,
    ask,
    delay,
    escalate,
    fail_level,
    miss_answer,
    refuse,
    see,
    show_phones,
)
from bot.domain.rules.opening import Form

FORM = Form(draft="", title="Checkout is down", category="payment", priority="P2")


def asked(press: str = "1.1") -> Call:
    return replace(ask(Wish("Checkout is down", "Payments", " since 14:02 "), act("U1"), press), id=3)


def test_each_press_is_one_page_in_pagerduty() -> None:
    assert asked().page.key == asked().page.key != asked("1.2").page.key
    assert (asked().page.asked_by, asked().page.words) == ("U1", "since 14:02")


def test_what_it_is_about_must_be_said_somewhere() -> None:
    assert ask(Wish("", "Payments", "db2\nis full"), act("U1"), "1").title == "db2 is full"
    assert len(ask(Wish("", "Payments", "x" * 900), act("U1"), "1").title) == 128
    with pytest.raises(UserError) as refused:
        ask(Wish(" ", "", "y" * 1001), act("U1"), "1")
    assert set(refused.value.fields) == {"service", "words"}
    with pytest.raises(UserError) as refused:
        ask(Wish(" ", "Payments"), act("U1"), "1")
    assert set(refused.value.fields) == {"title"}


def test_an_older_sight_never_undoes_a_newer_one() -> None:
    newer = see(asked(), seen(state=PageState.ACKNOWLEDGED, by="Deniz Kaya"), act(""))
    assert (newer.page.state, newer.page.by) == (PageState.ACKNOWLEDGED, "Deniz Kaya")
    older = seen(changed_at=seen().changed_at - timedelta(seconds=1))
    assert see(newer, older, act("")) == newer


def test_what_is_taken_is_neither_late_nor_refused() -> None:
    """An answer may be lost, and PagerDuty have taken it all the same."""
    assert delay(asked()).page.delayed
    assert not refuse(asked(), "No such service.").goes_on
    taken = see(refuse(asked(), "PagerDuty does not answer."), seen(), act(""))
    assert (taken.refused, taken.goes_on) == ("", True)
    assert delay(taken) == refuse(taken, "Too late.") == taken


def test_it_becomes_an_incident_whose_page_it_is() -> None:
    taken = see(asked(), seen(state=PageState.ACKNOWLEDGED), act(""))
    change = adopt(taken, FORM, WORDS, act("U1"))
    assert [type(event) for event in change.events] == [IncidentOpened, PageAdopted]
    incident, (page,) = change.incident, change.incident.pages
    assert (incident.priority, incident.description, incident.draft) == ("P2", "since 14:02", "call:3")
    assert (page.key, page.id, page.state, page.own) == (asked().page.key, "Q1", PageState.TRIGGERED, True)


def test_what_ended_there_is_not_begun_anew() -> None:
    over = see(asked(), seen(state=PageState.RESOLVED), act(""))
    (page,) = adopt(over, FORM, WORDS, act("U1")).incident.pages
    assert (page.state, page.ended_outside) == (PageState.RESOLVED, True)


def test_it_becomes_none_before_pagerduty_took_it_or_without_a_priority() -> None:
    with pytest.raises(UserError, match="has not taken"):
        adopt(asked(), FORM, WORDS, act("U1"))
    with pytest.raises(UserError, match="Pick a priority"):
        adopt(see(asked(), seen(), act("")), replace(FORM, priority=""), WORDS, act("U1"))


def test_nobody_answers_is_said_once_of_what_rings_a_phone() -> None:
    taken = see(asked(), seen(), act("", minutes=1))
    due = answer_due(taken)
    assert due == act(minutes=6).at
    assert answer_due(see(taken, seen(minutes=4, title="Checkout is slow"), act("", minutes=4))) == due
    assert miss_answer(taken, act(minutes=5.9).at) == taken
    missed = miss_answer(taken, due)
    assert (missed.page.unanswered, answer_due(missed)) == (True, None)
    assert see(missed, seen(PageState.ACKNOWLEDGED, 7), act("")).page.unanswered is False
    for quiet in (seen(nobody=Nobody.LOW), seen(PageState.ACKNOWLEDGED), seen(PageState.RESOLVED)):
        assert answer_due(see(asked(), quiet, act(""))) is None
    assert answer_due(asked()) is None


def test_the_next_level_is_called_once_and_as_far_as_there_is_one() -> None:
    taken = see(asked(), seen(), act(""))
    called = escalate(taken, 2, 2)
    assert called.page.level == 2
    for call, level in ((called, 2), (called, 3), (asked(), 2)):
        with pytest.raises(UserError):
            escalate(call, level, 2)
    failed = fail_level(called, "PagerDuty refuses.")
    assert (failed.stuck, failed.page.level) == ("PagerDuty refuses.", 1)
    assert escalate(failed, 2, 2).stuck == ""


def test_phones_are_shown_where_some_are_known_and_kept_to_have_been() -> None:
    taken = see(asked(), seen(), act(""))
    assert show_phones(taken, ("Deniz",), act("U1")).looked_at == act().at
    with pytest.raises(UserError, match="No phone number"):
        show_phones(taken, (), act("U1"))
    incident = adopt(taken, FORM, WORDS, act("U1")).incident
    with pytest.raises(UserError, match="goes on as inc-"):
        show_phones(adopted(taken, replace(incident, id=4)), ("Deniz",), act("U1"))
