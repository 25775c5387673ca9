"""When a channel ends, and what follows it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from incidents import NOW, WORDS, act, opened
from ticketed import ticketed

from bot.domain.errors import UserError
from bot.domain.events import ChannelAsked, ChannelRegained, IncidentReopened, LinkLost
from bot.domain.incident import ClosingReason, Closure, Incident, Link, LinkKind, Status
from bot.domain.rules import channels
from bot.domain.rules.channels import DELETED, MOVED, REMOVED, wants_channel
from bot.domain.rules.closing import Missing
from bot.domain.rules.privacy import make_private
from bot.domain.ticketing import TicketState

CHANNEL = Link(LinkKind.CHANNEL, "C1", name="20261121-7-prd-payment")
LATER = NOW + timedelta(days=6)


def closed(**differences: object) -> Incident:
    given = {
        "status": Status.CLOSED,
        "closed_at": NOW,
        "closure": Closure(ClosingReason.RESOLVED),
        "links": {LinkKind.CHANNEL: CHANNEL, LinkKind.CARD: Link(LinkKind.CARD, "C1/1.2")},
        "invited": ("U1", "U2", "U9"),
        "members": ("U1", "U2", "U3"),
        **differences,
    }
    return opened(**given)


@pytest.mark.parametrize(
    ("priority", "state", "wanted"),
    [("P1", TicketState.ASKED, True), ("P5", TicketState.THERE, False), ("P5", TicketState.LEFT, True)],
)
def test_what_has_no_ticket_gets_a_channel_in_any_case(
    priority: str, state: TicketState, *, wanted: bool
) -> None:
    assert wants_channel(ticketed(state, priority=priority), WORDS) is wanted


def test_an_unwritten_post_mortem_keeps_the_channel() -> None:
    assert not channels.may_expire(closed(), (), WORDS, LATER)
    assert channels.may_expire(closed(postmortem_ready=True), (), WORDS, LATER)
    assert channels.may_expire(closed(closure=Closure(ClosingReason.DUPLICATE)), (), WORDS, LATER)
    waived = Closure(ClosingReason.RESOLVED, waived=(Missing.POSTMORTEM,), waiver="Nobody needs one")
    assert channels.may_expire(closed(closure=waived), (), WORDS, LATER)
    other = Closure(ClosingReason.RESOLVED, waived=(Missing.KEY_EVENTS,), waiver="Nobody knows")
    assert not channels.may_expire(closed(closure=other), (), WORDS, LATER)
    assert not channels.may_expire(opened(), (), WORDS, LATER), "it is not over"


def test_reopened_in_an_archived_channel_it_leaves_it_and_takes_its_people_along() -> None:
    change = channels.reopen(closed(archived=True), "It is back", act())
    back = change.incident
    assert back.link(LinkKind.CHANNEL) is None
    assert back.link(LinkKind.CARD) is None
    assert back.links[LinkKind.FORMER_CHANNEL].key == "C1"
    assert set(back.insiders) == {"U1", "U2", "U3"}, "nobody is entitled more or less"
    assert back.invited == ("U9",), "who left on purpose stays out"
    assert [type(event) for event in change.events] == [LinkLost, LinkLost, IncidentReopened]


def test_reopened_in_an_open_channel_it_stays_there() -> None:
    back = channels.reopen(closed(), "It is back", act()).incident
    assert back.link(LinkKind.CHANNEL) == CHANNEL


def test_a_deleted_channel_is_no_former_one() -> None:
    change = channels.leave_channel(closed(), act(), DELETED)
    assert not change.incident.links
    assert channels.leave_channel(change.incident, act(), DELETED).events == ()


def test_a_new_channel_is_for_who_has_none_to_write_in() -> None:
    with pytest.raises(UserError, match="has a channel"):
        channels.ask_for_channel(closed(), act())
    asked = channels.ask_for_channel(replace(closed(archived=True), status=Status.OPEN), act())
    assert isinstance(asked.events[-1], ChannelAsked)
    assert not asked.incident.archived


def test_what_is_archived_cannot_be_kept_open() -> None:
    with pytest.raises(UserError, match="archived already"):
        channels.keep_open(closed(archived=True), act())


def test_who_lets_firebell_in_again_gets_the_channel_and_its_card_back() -> None:
    there = {LinkKind.CHANNEL: CHANNEL, LinkKind.CARD: Link(LinkKind.CARD, "C1/1.2")}
    lost = channels.leave_channel(opened(links=there), act(), REMOVED)
    change = channels.come_back(lost.incident, lost.events, act("U2"))
    assert {kind: link.key for kind, link in change.incident.links.items()} == {
        LinkKind.CHANNEL: "C1",
        LinkKind.CARD: "C1/1.2",
    }
    assert isinstance(change.events[-1], ChannelRegained)
    moved = replace(lost.incident, links={**lost.incident.links, LinkKind.CHANNEL: CHANNEL})
    assert not channels.come_back(moved, lost.events, act()).events, "it has another one by now"


def test_all_channels_of_before_are_known_but_the_deleted() -> None:
    lost = [
        LinkLost(act().at, "U1", kind=kind, key=key, why=why)
        for kind, key, why in (
            (LinkKind.CHANNEL, "C0", DELETED),
            (LinkKind.CHANNEL, "C1", REMOVED),
            (LinkKind.CHANNEL, "C2", MOVED),
            (LinkKind.CARD, "C2/1.2", MOVED),
            (LinkKind.CHANNEL, "C2", REMOVED),
        )
    ]
    assert channels.former(opened(), lost) == ("C1", "C2")
    assert channels.former(opened(links={LinkKind.CHANNEL: CHANNEL}), lost) == ("C2",), "it is back in C1"


def test_a_channel_of_before_it_was_private_is_never_its_channel_again() -> None:
    lost = channels.leave_channel(opened(links={LinkKind.CHANNEL: CHANNEL}), act(), REMOVED)
    hidden = make_private(lost.incident, (), act())
    assert not channels.come_back(hidden.incident, (*lost.events, *hidden.events), act()).events
