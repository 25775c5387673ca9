"""What an incident takes over is told field by field, and never what people wrote."""

from dataclasses import replace

from incidents import NOW, opened

from bot.domain.incident import Status
from bot.domain.paging import Callee, Page, PageState
from bot.domain.systems.exchange import Exchange, Way, brought, without_echoes
from bot.domain.ticketing import Agreed, Ticket, TicketState

PAGE = Page("k1", "Payments", NOW, id="Q1", state=PageState.TRIGGERED, words="zebra", notes=("N1",))
TICKET = Ticket("m1", "jira", "INC", NOW, key="INC-1", status="To Do", comments=("1",))


def test_each_thing_that_is_different_is_a_line() -> None:
    was = opened(pages=(PAGE,), tickets=(TICKET,))
    page = replace(
        PAGE, state=PageState.ACKNOWLEDGED, people=(Callee("P1", "Deniz"),), notes=("N1", "N2"), words="ape"
    )
    agreed = {"summary": Agreed("zebra", "zebra"), "priority": Agreed("P1", "1")}
    ticket = replace(TICKET, state=TicketState.THERE, agreed=agreed, comments=("1", "2"))
    now = replace(was, pages=(page,), tickets=(ticket,), status=Status.INVESTIGATING)
    assert brought(was, now) == [
        Exchange(
            "pagerduty",
            Way.BACK,
            "Q1",
            "page",
            {"status": "triggered", "assigned to": ""},
            {"status": "acknowledged", "assigned to": "P1"},
        ),
        Exchange("pagerduty", Way.BACK, "N2", "note"),
        Exchange(
            "jira",
            Way.BACK,
            "INC-1",
            "ticket",
            {"priority": "", "state": "asked"},
            {"priority": "1", "state": "there"},
        ),
        Exchange("jira", Way.BACK, "INC-1 2", "comment"),
        Exchange("jira", Way.BACK, was.ref, "incident", {"status": "open"}, {"status": "investigating"}),
    ]
    assert brought(now, now) == []


def test_what_people_do_here_is_nothing_that_came_back() -> None:
    was = opened(pages=(PAGE,))
    assert brought(was, replace(was, status=Status.MITIGATED)) == []


def test_our_own_writing_is_no_news_and_the_rest_is() -> None:
    wrote = [Exchange("pagerduty", Way.THERE, "Q1", "page", {}, {"status": "resolved"})]
    there = Exchange("pagerduty", Way.BACK, "Q1", "page", {"status": "triggered"}, {"status": "resolved"})
    more = replace(there, was={**there.was, "urgency": "high"}, becomes={**there.becomes, "urgency": "low"})
    note = Exchange("pagerduty", Way.BACK, "N1", "note")
    other = replace(there, object="Q2")
    found = without_echoes([there, more, note, other], wrote)
    assert found == [replace(there, was={"urgency": "high"}, becomes={"urgency": "low"}), note, other]
