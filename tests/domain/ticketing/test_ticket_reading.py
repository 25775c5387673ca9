"""A ticket's state becomes ours by comparing with what both agreed on: echoes and repeats change nothing."""

from dataclasses import replace
from typing import Any

import pytest
from incidents import WORDS, act
from ticketed import MARK, seen, ticketed

from bot.domain import events as e
from bot.domain.incident import Change, Incident, Link, LinkKind, Status
from bot.domain.rules.closing import Missing
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Agreed, Filing, Flow, Seen, Synced, TicketState
from bot.domain.ticketing.comparing import equal, fits, rank, wanted
from bot.domain.ticketing.reading import comment, go, lose, see

LATER = act("", minutes=9)
CHANNEL = {LinkKind.CHANNEL: Link(LinkKind.CHANNEL, "C1", name="x")}
CLOSES = replace(WORDS, tickets={"*": Filing("*", "INC", least="P5", closes=True)})


def flowing(flow: Flow, words: Taxonomy = WORDS) -> Taxonomy:
    return replace(words, ticket_flows={str(one): str(flow) for one in Synced})


def kinds(change: Change) -> list[str]:
    return [type(event).__name__ for event in change.events]


def read(incident: Incident, words: Taxonomy = WORDS, **there: Any) -> Change:
    return see(incident, seen(**there), words, LATER)


def test_it_is_made_once_and_both_sides_agree_on_what_is_equal() -> None:
    change = read(ticketed(TicketState.ASKED))
    assert kinds(change) == ["TicketMade"]
    (ticket,) = change.incident.tickets
    assert (ticket.key, ticket.is_there, ticket.agreed["status"]) == ("INC-12", True, Agreed("open", "To Do"))
    assert read(change.incident).incident is change.incident


def test_what_is_equal_changes_nothing() -> None:
    assert read(ticketed()).events == ()


def test_it_moves_there_and_here() -> None:
    change = read(ticketed(), status="In Progress", changed_by={"status": "Deniz"})
    assert kinds(change) == ["TicketMoved", "IncidentUpdated"]
    assert change.incident.status is Status.INVESTIGATING
    assert read(change.incident, status="In Progress").events == (), "told again it is no news"


def test_what_we_wrote_ourselves_is_no_news() -> None:
    moved = replace(ticketed(), status=Status.MITIGATED)
    assert wanted(moved, moved.tickets[0], seen(), WORDS) == {Synced.STATUS: "mitigated"}
    change = read(moved, status="In Review", equal={"status": "mitigated"})
    assert (change.events, change.incident.status) == ((), Status.MITIGATED)
    assert not wanted(change.incident, change.incident.tickets[0], seen(status="In Review"), WORDS)


def test_where_our_step_leads_is_nobodys_and_keeps_nothing_from_going_on() -> None:
    """Its answer was lost, and here it is mitigated meanwhile; of what others change the ticket wins."""
    words = flowing(Flow.THEIRS)
    sent = go(replace(ticketed(), status=Status.MITIGATED), MARK, "To Do", "In Progress").incident
    for there in ("To Do", "In Progress"):
        assert wanted(sent, sent.tickets[0], seen(status=there), words) == {Synced.STATUS: "mitigated"}
        assert read(sent, words, status=there).events == ()
    assert wanted(sent, sent.tickets[0], seen(status="Done"), words) == {}
    assert "TicketMoved" in kinds(read(sent, words, status="Done"))
    assert not Agreed("", "Deniz").knows(""), "what nobody sent is not taken for sent"


def test_what_moved_here_since_it_was_written_is_still_to_be_written() -> None:
    moved = replace(ticketed(), status=Status.MITIGATED)
    change = read(moved, status="In Progress", equal={"status": "investigating"})
    assert change.incident.status is Status.MITIGATED
    there = seen(status="In Progress")
    assert wanted(change.incident, change.incident.tickets[0], there, WORDS) == {Synced.STATUS: "mitigated"}


@pytest.mark.parametrize(
    ("flow", "status", "writes"),
    [
        (Flow.OURS, "mitigated", True),
        (Flow.THEIRS, "investigating", False),
        (Flow.IN, "investigating", False),
        (Flow.OUT, "mitigated", True),
        (Flow.OFF, "mitigated", False),
    ],
)
def test_where_both_moved_the_owner_wins(flow: Flow, status: str, *, writes: bool) -> None:
    words, there = flowing(flow), seen(status="In Progress")
    moved = replace(ticketed(), status=Status.MITIGATED)
    assert bool(wanted(moved, moved.tickets[0], there, words)) is writes
    assert see(moved, there, words, LATER).incident.status == status


def test_what_is_not_followed_for_now_is_followed_later() -> None:
    held = read(replace(ticketed(), halted=True), status="In Progress")
    assert (held.events, held.incident.status) == ((), Status.OPEN)
    again = read(replace(held.incident, halted=False), status="In Progress")
    assert again.incident.status is Status.INVESTIGATING


def test_only_what_goes_back_there_is_said_to_be_so_again() -> None:
    def why(change: Change) -> str:
        return next(event.reason for event in change.events if isinstance(event, e.IncidentUpdated))

    onward = read(ticketed(), status="In Progress")
    assert why(onward) == ""
    assert why(read(onward.incident, status="To Do")) == "INC-12 is To Do again."


def test_a_status_that_means_nothing_here_changes_nothing_here() -> None:
    change = read(ticketed(), status="Waiting for vendor")
    assert (kinds(change), change.incident.status) == (["TicketMoved"], Status.OPEN)
    assert read(change.incident, status="Waiting for vendor").events == ()


def test_a_ticket_that_ends_there_asks_where_people_work_and_ends_what_is_nobodys() -> None:
    asked = read(ticketed(links=CHANNEL), status="Done", done=True)
    (event,) = asked.events
    assert isinstance(event, e.TicketMoved)
    assert (event.closed, asked.incident.status) == (True, Status.OPEN)
    small = ticketed(priority="P5")
    ended = see(small, seen(status="Done", priority="5"), WORDS, LATER)
    assert kinds(ended)[-1] != "TicketRefused"
    assert ended.incident.is_closed
    by_setting = see(ticketed(links=CHANNEL), seen(status="Done"), CLOSES, LATER, ())
    assert by_setting.incident.is_closed


def test_the_gate_refuses_and_says_what_is_missing() -> None:
    lacks = (Missing.MITIGATION, Missing.KEY_EVENTS)
    change = see(ticketed(links=CHANNEL), seen(status="Done"), CLOSES, LATER, lacks)
    assert change.incident.status is Status.MITIGATED
    (refused,) = [one for one in change.events if isinstance(one, e.TicketRefused)]
    assert refused.lacks == ("key events",)
    assert see(change.incident, seen(status="Done"), CLOSES, LATER, lacks).events == ()


def test_one_that_is_opened_again_there_asks() -> None:
    closed = see(ticketed(links=CHANNEL), seen(status="Done"), CLOSES, LATER).incident
    change = read(closed, status="In Progress")
    (event,) = change.events
    assert isinstance(event, e.TicketMoved)
    assert event.reopened
    assert change.incident.is_closed


def test_a_priority_is_raised_at_once_and_lowered_by_people_alone() -> None:
    raised = read(ticketed(), priority="1")
    assert (raised.incident.priority, kinds(raised)) == ("P1", ["TicketChanged", "IncidentUpdated"])
    lowered = read(ticketed(), priority="4")
    assert (lowered.incident.priority, kinds(lowered)) == ("P2", ["TicketRanked"])
    assert read(lowered.incident, priority="4").events == ()
    assert (rank("P3"), rank("P9"), rank("SEV1")) == ("3", "1", "1")


def test_a_title_comes_back_cut_to_what_fits() -> None:
    long = "Checkout " * 30
    change = read(ticketed(), summary=long)
    assert len(change.incident.title) <= 128
    assert read(change.incident, summary=long).events == ()


def test_a_private_one_says_nothing_there_and_takes_no_title() -> None:
    hidden = ticketed(private=True)
    there = seen()
    assert wanted(hidden, hidden.tickets[0], there, WORDS)[Synced.SUMMARY] == "inc-7, private incident"
    assert read(hidden, summary="What they say").incident.title == "Checkout is down"
    restricted = replace(WORDS, tickets={"*": Filing("*", "INC", restricted=True)})
    assert not wanted(hidden, hidden.tickets[0], there, restricted)


def test_who_is_assigned_there_leads_here_where_the_settings_say_so() -> None:
    words = flowing(Flow.THEIRS)
    change = read(ticketed(), words, assignee="U4")
    assert (change.incident.roles, kinds(change)) == ({"commander": "U4"}, ["TicketChanged", "RoleGiven"])
    assert read(ticketed(), words, assignee="?5b10").incident.roles == {}
    assert read(ticketed(), assignee="U4").incident.roles == {}


def test_nobody_is_let_into_a_private_one_by_being_assigned_where_everybody_can_assign() -> None:
    words = flowing(Flow.OURS)
    change = read(ticketed(private=True), words, assignee="U4")
    assert (change.incident.insiders, change.events) == (("U1",), ())
    assert Synced.ASSIGNEE not in wanted(
        change.incident, change.incident.tickets[0], seen(assignee="U4"), words
    )
    restricted = replace(words, tickets={"*": Filing("*", "INC", restricted=True)})
    assert read(ticketed(private=True), restricted, assignee="U4").incident.roles == {"commander": "U4"}


def test_what_cannot_be_said_there_is_told_once() -> None:
    moved = replace(ticketed(), status=Status.CLOSED)
    change = read(moved, stuck={"status": "No way leads there."})
    assert kinds(change) == ["TicketStuck"]
    assert not wanted(change.incident, change.incident.tickets[0], seen(), WORDS)


def test_a_linked_one_stays_as_it_is_until_somebody_moves() -> None:
    incident = ticketed(TicketState.ASKED)
    (ticket,) = incident.tickets
    linked = replace(incident, tickets=(replace(ticket, own=False, key="INC-12"),), status=Status.MITIGATED)
    change = read(linked, status="Done")
    assert kinds(change) == ["TicketLinked"]
    assert not wanted(change.incident, change.incident.tickets[0], seen(status="Done"), WORDS)


def test_it_is_lost_once_and_followed_where_it_moves() -> None:
    gone = lose(ticketed(), MARK, LATER)
    assert kinds(gone) == ["TicketLost"]
    assert lose(gone.incident, MARK, LATER).events == ()
    assert kinds(read(ticketed(), key="PAY-3")) == ["TicketRenamed"]


def test_a_comment_is_told_once() -> None:
    change = comment(ticketed(), "10012", "c1", "Looking at it.", "Deniz", LATER)
    assert kinds(change) == ["TicketCommented"]
    assert comment(change.incident, "10012", "c1", "Looking at it.", "Deniz", LATER).events == ()


def test_what_was_said_before_it_was_found_is_told_where_we_made_it_alone() -> None:
    incident = ticketed(TicketState.ASKED)
    (ticket,) = incident.tickets
    linked = replace(incident, tickets=(replace(ticket, own=False, key="INC-12"),))
    for one, told in ((incident, ()), (linked, ("c1",))):
        assert read(one, comments=("c1",)).incident.tickets[0].comments == told


def test_what_is_said_while_nothing_comes_back_is_told_to_nobody_later() -> None:
    off = read(ticketed(), flowing(Flow.OUT), comments=("c1",)).incident
    assert comment(off, MARK, "c1", "Before.", "Eve", LATER).events == ()
    assert kinds(comment(off, MARK, "c2", "After.", "Eve", LATER)) == ["TicketCommented"]


def test_several_names_there_may_mean_the_same() -> None:
    standing = replace(WORDS.ticket_statuses["closed"], means=("Done", "Closed"))
    words = replace(WORDS, ticket_statuses={**WORDS.ticket_statuses, "closed": standing})
    assert fits(Synced.STATUS, "closed", "Closed", words)
    closed, there = replace(ticketed(), status=Status.CLOSED), Seen("1", "K", "", {"status": "Closed"})
    assert equal(closed, closed.tickets[0], there, words)
