"""Who may see a private incident, and how one becomes private."""

import pytest
from incidents import WORDS, act, opened

from bot.domain.errors import UserError
from bot.domain.events import LinkMade, LookedInside, MadePrivate, PeopleEntitled
from bot.domain.incident import Incident, Link, LinkKind
from bot.domain.rules.channels import leave_channel
from bot.domain.rules.closing import merge
from bot.domain.rules.links import add_link
from bot.domain.rules.privacy import entitle, look_inside, make_private

CHANNEL = Link(LinkKind.CHANNEL, "C1", "https://slack/C1", "20261121-7-prd-payment")
CARD = Link(LinkKind.CARD, "C1/1.2")


def public() -> Incident:
    return opened(
        links={LinkKind.CHANNEL: CHANNEL, LinkKind.CARD: CARD},
        members=("U1", "U2"),
        invited=("U1", "U2", "U3"),
    )


def test_what_becomes_private_leaves_the_public_channel_and_whoever_is_in_it() -> None:
    change = make_private(public(), ("U4",), act("U5"))
    made = change.incident
    assert made.private
    assert made.named == ("U4", "U5")
    assert (made.members, made.invited) == ((), ())
    assert made.link(LinkKind.CHANNEL) is None
    assert made.link(LinkKind.CARD) is None
    assert made.links[LinkKind.EXPOSED].key == "C1"
    assert isinstance(change.events[0], MadePrivate)
    assert any(isinstance(one, LinkMade) and one.kind == LinkKind.EXPOSED for one in change.events)


def test_the_channels_that_it_had_before_are_left_too() -> None:
    events = make_private(public(), (), act("U5"), former=("C0", "C9")).events
    left = [one.key for one in events if isinstance(one, LinkMade) and one.kind == LinkKind.EXPOSED]
    assert left == ["C1", "C0", "C9"]


def test_who_is_in_the_channel_may_be_taken_along() -> None:
    assert make_private(public(), (), act("U5"), with_members=True).incident.named == ("U1", "U2", "U5")


def test_who_was_in_an_earlier_public_channel_is_not_taken_along() -> None:
    moved = leave_channel(public(), act("U5")).incident
    assert "U2" in moved.named, "while it is public they are let into the next one"
    assert make_private(moved, ("U4",), act("U5")).incident.insiders == ("U1", "U4", "U5")


def test_who_came_by_a_merge_while_it_was_public_is_not_taken_along() -> None:
    _, goes_on = merge(public(), opened(id=8), WORDS, act("U5"))
    assert "U2" in goes_on.incident.named
    assert make_private(goes_on.incident, (), act("U5")).incident.insiders == ("U1", "U5")


def test_who_takes_part_in_a_drill_goes_on_in_private() -> None:
    drill = opened(drill=True, named=("U3",))
    assert make_private(drill, (), act()).incident.insiders == ("U1", "U3")


def test_there_is_no_way_back_and_no_second_time() -> None:
    with pytest.raises(UserError, match="private already"):
        make_private(opened(private=True), (), act())


def test_a_public_channel_that_was_being_made_meanwhile_is_no_place_for_it() -> None:
    made = make_private(opened(), (), act()).incident
    late = add_link(made, Link(LinkKind.CHANNEL, "C9", name="x", public=True), act()).incident
    assert late.link(LinkKind.CHANNEL) is None
    assert late.links[LinkKind.EXPOSED].key == "C9"


def test_a_card_that_was_being_posted_in_the_public_channel_is_not_taken_for_the_private_one() -> None:
    made = make_private(public(), (), act()).incident
    assert add_link(made, CARD, act()).incident.link(LinkKind.CARD) is None
    moved = add_link(made, Link(LinkKind.CHANNEL, "C2", name="y"), act()).incident
    assert add_link(moved, CARD, act()).incident.link(LinkKind.CARD) is None
    assert add_link(moved, Link(LinkKind.CARD, "C2/1.3"), act()).incident.link(LinkKind.CARD)


def test_who_left_is_let_in_again_when_they_are_named() -> None:
    private = opened(private=True, invited=("U2",))
    change = entitle(private, ("U2",), act())
    assert change.incident.named == ("U2",)
    assert change.incident.invited == ()
    assert change.events == (PeopleEntitled(act().at, "U1", people=("U2",)),)


def test_nobody_need_be_named_for_what_everybody_may_see() -> None:
    with pytest.raises(UserError, match="is public"):
        entitle(opened(), ("U2",), act())


def test_a_look_inside_needs_a_reason() -> None:
    with pytest.raises(UserError, match="why you must see it"):
        look_inside(opened(private=True), "  ", act("U9"))
    (event,) = look_inside(opened(private=True), " the board asks ", act("U9")).events
    assert event == LookedInside(act().at, "U9", reason="the board asks")
