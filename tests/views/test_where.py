"""Where an incident goes on: in its channel, or in its ticket where it gets no channel."""

from dataclasses import replace

from harness import texts
from incidents import NOW, WORDS, opened
from ticketed import ticketed

from bot.domain.board import Sight
from bot.domain.incident import Link, LinkKind, Status
from bot.domain.ticketing import TicketState
from bot.views.remind import following
from bot.views.words import channel
from bot.views.work import announcement

TICKET = "<https://x/INC-12|INC-12>"


def test_an_incident_without_a_channel_is_worked_on_in_its_ticket() -> None:
    assert channel(ticketed()) == TICKET
    assert channel(ticketed(TicketState.ASKED)) == "channel to come"
    assert channel(replace(opened(), status=Status.CLOSED)) == "no channel"
    there = {LinkKind.CHANNEL: Link(LinkKind.CHANNEL, "C1", name="checkout")}
    assert channel(replace(ticketed(), links=there)) == "<#C1>"


def test_its_announcement_names_the_ticket_once() -> None:
    said = texts(announcement.render(Sight(ticketed(), WORDS, NOW, {}, ()))["blocks"])
    assert said.count(TICKET) == 1


def test_who_follows_it_waits_for_no_channel() -> None:
    assert "direct message." in texts(following.follows(ticketed(), "U9", "U9")["blocks"])
