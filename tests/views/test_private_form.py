"""Whoever makes an incident private is told what stays readable, and who is let in, however many."""

from dataclasses import replace

from harness import texts
from incidents import NOW, opened
from ticketed import ticketed

from bot.domain.events import IncidentUpdated, PeopleEntitled
from bot.domain.incident import Link, LinkKind
from bot.domain.ticketing import TicketState
from bot.sandbox.slack.blockkit import problems
from bot.views.private import form, notices
from bot.views.timeline import entries
from bot.views.work import timeline

CHANNEL = Link(LinkKind.CHANNEL, "C2", name="20261121-7-payment-2")


def test_what_no_app_takes_away_in_its_channels_is_said() -> None:
    there = opened(links={LinkKind.CHANNEL: CHANNEL})
    assert "It is archived" not in texts(form.render(there, (), 0)["blocks"])
    said = texts(form.render(replace(there, archived=True), (), 0, former=("C1", "C0"))["blocks"])
    assert "archived, so even these stay: unarchive it first" in said
    assert "The same holds for <#C1> and <#C0>" in said


def test_what_jira_keeps_is_said_where_there_is_a_ticket() -> None:
    assert "In Jira its ticket is emptied" in texts(form.render(ticketed(), (), 0)["blocks"])
    for without in (opened(), ticketed(TicketState.ASKED)):
        assert "Jira" not in texts(form.render(without, (), 0)["blocks"])


def test_of_many_who_are_let_in_at_once_the_first_are_named() -> None:
    many = PeopleEntitled(NOW, "U1", people=tuple(f"U0{number:09d}" for number in range(200)))
    assert problems(notices.entitled(many), "message") == []
    assert "<@U0000000019> and 180 more may see this too" in notices.entitled(many)["text"]
    told = IncidentUpdated(NOW, "U1", message="Rolled back", was={}, becomes={})
    assert len(timeline.newest(entries.entries([told, many]), 10)) == 2
