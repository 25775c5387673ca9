"""What the form that tells what is new says of itself."""

from dataclasses import replace

import pytest
from harness import texts
from incidents import NOW, WORDS, opened

from bot.domain.board import Reach
from bot.domain.incident import Incident, Link, LinkKind
from bot.domain.rules.updating import Update
from bot.domain.ticketing import Ticket, TicketState
from bot.views.update import form

THERE = {LinkKind.CHANNEL: Link(LinkKind.CHANNEL, "C1")}
WITH_TICKET = opened(tickets=(Ticket("m", "jira", "INC", NOW, state=TicketState.THERE, key="INC-7"),))


@pytest.mark.parametrize(
    ("incident", "said"),
    [
        (opened(links=THERE), "Posted in the channel at once."),
        (replace(WITH_TICKET, links=THERE), "Posted in the channel at once."),
        (WITH_TICKET, "Written into its ticket at once: it has no channel."),
        (opened(links=THERE, archived=True), "nobody reads it there"),
    ],
)
def test_it_says_where_the_message_is_read(incident: Incident, said: str) -> None:
    (message,) = [
        row for row in form.render(incident, Update(), WORDS)["blocks"] if row.get("block_id") == "message"
    ]
    assert said in message["hint"]["text"]


def test_a_raise_says_whom_it_invites_as_declaring_does() -> None:
    raised = Update(priority="P1")
    for reach, words in ((Reach(3), "also invites 3 people"), (Reach(), "invites nobody else")):
        assert words in texts(form.render(opened(links=THERE), raised, WORDS, reach=reach)["blocks"])


def test_a_raise_that_freezes_deployments_says_so_before() -> None:
    wish = Update(priority="P1")
    said = texts(form.render(opened(links=THERE), wish, WORDS, reach=Reach(frozen_in="C9"))["blocks"])
    assert "to P1: asks <#C9> not to deploy, to be fixed" in said
