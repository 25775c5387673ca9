"""Whoever makes an incident private is told what stays readable elsewhere."""

from harness import texts
from incidents import opened
from ticketed import ticketed

from bot.domain.ticketing import TicketState
from bot.views.private import form


def test_what_jira_keeps_is_said_where_there_is_a_ticket() -> None:
    assert "In Jira its ticket is emptied" in texts(form.render(ticketed(), (), 0)["blocks"])
    for without in (opened(), ticketed(TicketState.ASKED)):
        assert "Jira" not in texts(form.render(without, (), 0)["blocks"])
