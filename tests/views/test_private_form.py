"""Whoever makes an incident private is told what stays readable elsewhere."""

from dataclasses import replace

from harness import texts
from incidents import opened
from ticketed import ticketed

from bot.domain.incident import Link, LinkKind
from bot.domain.ticketing import TicketState
from bot.views.private import form

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
