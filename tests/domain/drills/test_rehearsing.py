"""A drill's page and ticket are answered as by those who would hear of them, and by nobody else."""

from dataclasses import replace

import pytest
from incidents import WORDS, act, opened

from bot.domain.drills import beginning
from bot.domain.drills.beginning import Wish
from bot.domain.errors import UserError
from bot.domain.incident import Change, Incident, Status
from bot.domain.oncall.roster import Duty, Level, Turn
from bot.domain.paging import Callee, PageState, asking, reading, rehearsing
from bot.domain.rules import closing, freezing, sos
from bot.domain.rules.channels import wants_channel
from bot.domain.ticketing import TicketState
from bot.domain.ticketing import asking as ticketing
from bot.domain.ticketing.reading import see as see_ticket

LEVELS = (
    Level(1, 5, (Duty(Turn("P1", "Deniz", "U5", None, None)), Duty(Turn("P2", "Eve", "U1", None, None)))),
    Level(2, 5, (Duty(Turn("P3", "Ben", "", None, None)),)),
)


def paged(**differences: object) -> Incident:
    drill = asking.ask(opened(drill=True, priority="P1", **differences), "Payments", act()).incident
    people = rehearsing.called(drill, LEVELS, 1, "Ana")
    seen = rehearsing.accepted(drill, drill.pages[0], people, act())
    assert seen
    return reading.see(drill, seen, WORDS, act()).incident


def test_who_takes_no_part_is_named_and_not_mentioned() -> None:
    page = paged().pages[0]
    assert page.state is PageState.TRIGGERED
    assert page.people == (Callee("P1", "Deniz"), Callee("P2", "Eve", "U1"))
    nobody = rehearsing.called(opened(drill=True), (), 1, "Ana")
    assert [(one.name, one.person) for one in nobody] == [("Ana", "U1")], "who began it takes the part"


def test_it_escalates_is_acknowledged_once_and_ends_with_the_drill() -> None:
    drill = paged()
    page = drill.pages[0]
    two = rehearsing.escalated(drill, page, rehearsing.called(drill, LEVELS, 2, "Ana"), act(minutes=1))
    drill = reading.see(drill, two, WORDS, act(minutes=1)).incident
    assert drill.pages[0].names == ("Deniz", "Eve", "Ben")
    taken = rehearsing.acknowledged(drill, page.key, Callee("U2", "Ben", "U2"), act(minutes=2))
    drill = reading.see(drill, taken, WORDS, act(minutes=2)).incident
    assert (drill.status, drill.pages[0].state, drill.pages[0].by) == (
        Status.INVESTIGATING,
        PageState.ACKNOWLEDGED,
        "Ben",
    )
    with pytest.raises(UserError, match="Ben has acknowledged that page already"):
        rehearsing.acknowledged(drill, page.key, Callee("U3", "Eve", "U3"), act(minutes=3))
    assert rehearsing.kept(drill, act(minutes=3)) == ()
    over = replace(drill, status=Status.MITIGATED)
    (ended,) = rehearsing.kept(over, act(minutes=4))
    drill = reading.see(over, ended, WORDS, act(minutes=4)).incident
    assert (drill.pages[0].state, drill.pages[0].people) == (PageState.RESOLVED, ())
    with pytest.raises(UserError, match="nothing to acknowledge"):
        rehearsing.acknowledged(drill, page.key, Callee("U3", "Eve", "U3"), act(minutes=5))


def test_of_what_is_over_nobody_is_called() -> None:
    asked = asking.ask(opened(drill=True), "Payments", act(minutes=-1)).incident
    over = replace(asked, status=Status.MITIGATED)
    assert rehearsing.accepted(over, over.pages[0], (), act()) is None


def test_no_real_incident_is_answered_here() -> None:
    real = asking.ask(opened(), "Payments", act()).incident
    assert not real.pages[0].key.startswith("drill:")
    with pytest.raises(UserError, match="nothing to acknowledge"):
        rehearsing.acknowledged(real, real.pages[0].key, Callee("U2", "Ben", "U2"), act())


def test_its_ticket_is_plainly_none() -> None:
    asked = ticketing.ask(opened(drill=True), "jira", WORDS, act()).incident
    seen = ticketing.rehearsed(asked, asked.tickets[0])
    ticket = see_ticket(asked, seen, WORDS, act()).incident.tickets[0]
    assert (ticket.key, ticket.url, ticket.state) == ("DRILL-7 (simulated)", "", TicketState.THERE)
    with pytest.raises(UserError, match="no real ticket"):
        ticketing.link(opened(drill=True), "INC-7", act())


def test_it_touches_nothing_and_stays_what_it_is() -> None:
    drill, real = opened(drill=True, priority="P1"), opened(id=8, priority="P1")
    assert freezing.freezes(real, WORDS)
    assert not freezing.freezes(drill, WORDS)
    assert closing.postmortem_due(real, (), WORDS, act().at)
    assert not closing.postmortem_due(drill, (), WORDS, act().at)
    assert wants_channel(replace(drill, priority="P5"), WORDS)
    for pair in ((drill, real), (real, drill)):
        with pytest.raises(UserError, match="inc-7 is a drill"):
            closing.merge(*pair, WORDS, act())
    with pytest.raises(UserError, match="stays one"):
        beginning.must_stay_drill(drill)
    beginning.must_stay_drill(real)
    with pytest.raises(UserError, match="nobody is phoned"):
        asking.show_phones(drill, "Payments", ("Deniz",), act())
    reach = sos.Reach(WORDS.sos["leadership"], "S1", ("U7",))
    (sent,) = sos.send_sos(drill, reach, "help", (), act()).events
    assert vars(sent)["usergroup"] == ""
    assert vars(sent)["people"] == ()


def test_what_it_needs_to_begin() -> None:
    wish = Wish("d1", "Checkout is down", "", "payment", "P1", ("U2", "U1"))
    began: Change = beginning.begin(wish, ("U3", "U2"), WORDS, act())
    drill = began.incident
    assert (drill.drill, drill.named, drill.roles, drill.environments) == (True, ("U2", "U3"), {}, ("PRD",))
    with pytest.raises(UserError) as refused:
        beginning.begin(replace(wish, title="x", category="", priority=""), (), WORDS, act())
    assert {"title", "category"} <= set(refused.value.fields)
