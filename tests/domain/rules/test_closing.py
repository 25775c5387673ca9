"""What the gate asks for, and how an incident comes back."""

from datetime import timedelta
from typing import Any

import pytest
from incidents import NOW, WORDS, act, opened

from bot.domain.errors import UserError
from bot.domain.events import Event, IncidentClosed, MadePrivate
from bot.domain.incident import Act, Change, ClosingReason, Incident, Moment, Status
from bot.domain.rules.closing import Ending, Missing, close, merge, missing, postmortem_due, reopen
from bot.domain.rules.key_events import set_key_events
from bot.domain.rules.updating import Update, update

KNOWN = {key: Moment(NOW, "U1") for key in ("started", "detected", "declared", "recovered")}
LATER = NOW + timedelta(hours=1)


def done(**differences: object) -> Incident:
    given = {"status": Status.MITIGATED, "key_events": KNOWN, "postmortem_ready": True, **differences}
    return opened(**given)


def test_the_gate_asks_for_each_missing_thing_in_order() -> None:
    assert missing(opened(), (), WORDS, LATER) == tuple(Missing)
    assert missing(done(), (), WORDS, LATER) == ()
    assert missing(done(key_events={}), (), WORDS, LATER) == (Missing.KEY_EVENTS,)
    assert missing(done(postmortem_ready=False), (), WORDS, LATER) == (Missing.POSTMORTEM,)


def test_an_unknown_moment_is_an_answer() -> None:
    unknown = {**KNOWN, "detected": Moment(None, "U1")}
    assert missing(done(key_events=unknown), (), WORDS, LATER) == ()


def test_nothing_but_mitigation_is_asked_of_what_has_no_channel() -> None:
    assert missing(done(priority="P5", key_events={}, postmortem_ready=False), (), WORDS, LATER) == ()


@pytest.mark.parametrize(("minutes", "is_due"), [(10, False), (16, True)])
def test_the_worst_priority_held_for_long_enough_asks_for_a_post_mortem(minutes: int, is_due: bool) -> None:  # noqa: FBT001 - pytest gives it by name
    change = update(opened(priority="P1"), Update(priority="P4"), WORDS, act(minutes=minutes))
    assert postmortem_due(change.incident, change.events, WORDS, LATER) is is_due


Step = tuple[int, dict[str, Any]]


@pytest.mark.parametrize(
    ("steps", "is_due"),
    [
        ([(10, {"environments": ("PRD", "STG")}), (20, {"priority": "P4"})], True),
        ([(10, {"priority": "P2"}), (20, {"priority": "P4"})], True),
        (
            [(10, {"environments": ("INT",)}), (30, {"environments": ("PRD",)}), (40, {"priority": "P4"})],
            False,
        ),
        ([(5, {"closed": True}), (5000, {"closed": False}), (5001, {"priority": "P4"})], False),
        ([(10, {"closed": True}), (5000, {"closed": False}), (5006, {"priority": "P4"})], True),
    ],
)
def test_what_asks_for_a_post_mortem_is_counted_while_it_is_open(steps: list[Step], *, is_due: bool) -> None:
    """However often what was known of it changed meanwhile."""
    change, history = Change(opened(priority="P1"), ()), list[Event]()
    for minutes, wish in steps:
        change = _step(change.incident, wish, act(minutes=minutes))
        history += change.events
    assert postmortem_due(change.incident, history, WORDS, NOW + timedelta(days=9)) is is_due


def _step(incident: Incident, wish: dict[str, Any], now: Act) -> Change:
    match wish:
        case {"closed": True}:
            return close(incident, Ending(ClosingReason.FALSE_POSITIVE, "A test"), (), WORDS, now)
        case {"closed": False}:
            return reopen(incident, "It was none", now)
    return update(incident, Update(**wish), WORDS, now)


def test_an_environment_that_asks_for_none_needs_none() -> None:
    assert not postmortem_due(opened(environments=("INT",)), (), WORDS, LATER)


def test_resolved_passes_the_gate_and_keeps_when_it_ended() -> None:
    change = close(done(), Ending(message="Rolled back"), (), WORDS, act("U2", 60))
    assert (change.incident.status, change.incident.closed_at) == (Status.CLOSED, LATER)
    assert change.incident.closure
    assert change.incident.closure.reason is ClosingReason.RESOLVED


def test_what_is_missing_can_be_waived_with_a_reason() -> None:
    with pytest.raises(UserError, match="still missing mitigation, key events"):
        close(opened(), Ending(), (Missing.MITIGATION, Missing.KEY_EVENTS), WORDS, act())
    change = close(opened(), Ending(waiver="Nobody knows"), (Missing.KEY_EVENTS,), WORDS, act())
    event = next(event for event in change.events if isinstance(event, IncidentClosed))
    assert (event.waived, event.waiver) == (("key events",), "Nobody knows")


def test_another_reason_needs_words_but_no_gate() -> None:
    lacks = missing(opened(), (), WORDS, LATER)
    with pytest.raises(UserError) as refused:
        close(opened(), Ending(ClosingReason.DUPLICATE), lacks, WORDS, act())
    assert set(refused.value.fields) == {"message", "reference"}, "and a duplicate says of what"
    ended = close(opened(), Ending(ClosingReason.DUPLICATE, "As inc-6", "inc-6"), lacks, WORDS, act())
    assert ended.incident.is_closed
    assert set(ended.incident.key_events) == {"declared"}, "nothing was mitigated"


def closed() -> Incident:
    return close(done(), Ending(), (), WORDS, act()).incident


def test_closed_is_closed_until_it_is_reopened() -> None:
    with pytest.raises(UserError, match="closed already"):
        close(closed(), Ending(), (), WORDS, act())
    with pytest.raises(UserError, match="why it comes back"):
        reopen(closed(), " ", act())
    back = reopen(closed(), "It is back", act()).incident
    assert (back.status, back.closed_at, back.closure) == (Status.INVESTIGATING, None, None)
    with pytest.raises(UserError, match="not closed"):
        reopen(back, "It is back", act())


def test_a_merge_ends_one_and_brings_its_people_to_the_other() -> None:
    one, other = opened(members=("U2", "U3")), opened(id=8, members=("U3",))
    ended, received = merge(one, other, WORDS, act("U9"))
    assert ended.incident.merged_into == 8
    assert ended.incident.is_closed
    assert received.incident.insiders == ("U1", "U2", "U3")
    with pytest.raises(UserError, match="Reopen that one"):
        reopen(ended.incident, "It is back", act())


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({}, "into itself"),
        ({"id": 8, "status": Status.CLOSED}, "inc-8 is closed"),
    ],
)
def test_what_cannot_be_merged_is_refused(other: dict[str, object], why: str) -> None:
    def attempt() -> tuple[Change, Change]:
        return merge(opened(), opened(**other), WORDS, act())

    with pytest.raises(UserError, match=why):
        attempt()


def test_a_public_one_becomes_private_before_it_is_merged_into_a_private_one() -> None:
    one, other = opened(members=("U2",), roles={"commander": "U3"}), opened(id=8, private=True, named=("U4",))
    ended, received = merge(one, other, WORDS, act("U4"))
    assert isinstance(ended.events[0], MadePrivate)
    assert ended.incident.private
    assert "U2" not in received.incident.insiders, "who was only in the public channel is not let in"
    assert received.incident.insiders == ("U1", "U4", "U3")
    assert set(other.insiders) <= set(ended.incident.insiders), "who sees the one sees what it is made of"
    with pytest.raises(UserError, match="Make inc-7 private first"):
        merge(other, one, WORDS, act("U4"))


def test_who_was_in_an_earlier_public_channel_does_not_come_along_into_a_private_one() -> None:
    one = opened(named=("U2",))
    ended, received = merge(one, opened(id=8, private=True, named=("U4",)), WORDS, act("U4"))
    assert ended.incident.insiders == received.incident.insiders == ("U1", "U4")


@pytest.mark.parametrize(
    ("reason", "left"),
    [
        (ClosingReason.FALSE_POSITIVE, {"declared", "mitigated"}),
        (ClosingReason.EXTERNAL, {"declared", "mitigated", "recovered"}),
    ],
)
def test_what_never_was_has_no_moment_of_recovery_but_what_somebody_said(
    reason: ClosingReason, left: set[str]
) -> None:
    over = update(opened(), Update(status=Status.MITIGATED), WORDS, act(minutes=9)).incident
    said = set_key_events(over, {"mitigated": NOW + timedelta(minutes=5)}, WORDS, act(minutes=9)).incident
    ended = close(said, Ending(reason, "Only the probe"), (), WORDS, act())
    assert set(ended.incident.key_events) == left
