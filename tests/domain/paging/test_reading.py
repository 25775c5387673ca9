"""PagerDuty's state becomes ours by comparing: what is equal changes nothing, whoever tells it."""

from dataclasses import replace
from itertools import permutations

import pytest
from incidents import WORDS, act
from seeing import KEY, paged, seen

from bot.domain import events as e
from bot.domain.incident import Status
from bot.domain.paging import BACK, THERE, Besides, Callee, Nobody, Noted, PageState, Service, What
from bot.domain.paging.asking import silence
from bot.domain.paging.reading import lose, merge, note, see, tell, wanted_state
from bot.views.paging.sentences import SENTENCES

LATER = act("", minutes=9)
NOTED = Noted("Q1", "N1", "Rolled back.", "Deniz")
FOLLOWS = replace(WORDS, services={"*": Service("*", follows=True)})


def kinds(change: object) -> list[str]:
    return [type(event).__name__ for event in change.events]  # type: ignore[attr-defined]  # any Change


def test_paged_is_who_pagerduty_says() -> None:
    change = see(paged(PageState.ASKED), seen(), WORDS, LATER)
    (event,) = change.events
    assert isinstance(event, e.PageAccepted)
    assert (event.number, event.people, event.nobody) == (4711, ("Deniz",), "")
    silent = see(paged(PageState.ASKED), seen(people=(), nobody=Nobody.UNASSIGNED), WORDS, LATER)
    assert silent.incident.pages[0].nobody == "unassigned"


def test_what_is_equal_changes_nothing() -> None:
    incident = see(paged(PageState.ASKED), seen(), WORDS, LATER).incident
    assert see(incident, seen(), WORDS, LATER).events == ()
    assert see(incident, seen(), WORDS, LATER).incident is incident


def test_a_key_that_is_used_again_is_another_incidents() -> None:
    """Known by its key is what has no id yet, and nothing else."""
    other = seen(minutes=5, id="Q2", title="Again")
    assert see(paged(PageState.RESOLVED), other, WORDS, LATER).events == ()
    assert see(paged(PageState.ASKED), other, WORDS, LATER).incident.pages[0].id == "Q2"
    assert see(paged(), seen(PageState.RESOLVED, 5, key="another"), WORDS, LATER).events != ()


def test_an_older_reading_never_undoes_a_newer_one() -> None:
    resolved = see(paged(), seen(PageState.RESOLVED, 5), WORDS, LATER).incident
    assert see(resolved, seen(PageState.ACKNOWLEDGED, 3), WORDS, LATER).incident is resolved


def test_in_whatever_order_it_is_read_it_ends_the_same() -> None:
    history = [seen(), seen(PageState.ACKNOWLEDGED, 2, by="Deniz"), seen(PageState.RESOLVED, 5, by="Deniz")]
    ends = set()
    for order in permutations(history):
        incident = paged(PageState.ASKED)
        for one in (*order, *order):
            incident = see(incident, one, WORDS, LATER).incident
        ends.add(incident.pages[0].state)
    assert ends == {PageState.RESOLVED}


def test_a_page_is_of_the_service_to_which_somebody_moved_it() -> None:
    """Whether that one's status comes back is what counts from then on, and it is said once."""
    words = replace(WORDS, services={"Platform": Service("Platform", status=THERE)})
    there = seen(PageState.ACKNOWLEDGED, 2, service="Platform")
    change = see(paged(), there, words, LATER)
    assert kinds(change) == ["PageMoved", "PageAcknowledged"]
    assert (change.incident.pages[0].service, change.incident.status) == ("Platform", Status.OPEN)
    assert change.incident.category == paged().category
    assert see(change.incident, there, words, LATER).events == ()
    older = seen(minutes=1, service="Payments")
    assert see(change.incident, older, words, LATER).incident is change.incident


def test_an_acknowledgement_begins_the_investigation_once() -> None:
    change = see(paged(), seen(PageState.ACKNOWLEDGED, 2, by="Deniz"), WORDS, LATER)
    assert kinds(change) == ["PageAcknowledged", "IncidentUpdated"]
    assert change.incident.status is Status.INVESTIGATING
    busy = see(paged(status=Status.MITIGATING), seen(PageState.ACKNOWLEDGED, 2), WORDS, LATER)
    assert kinds(busy) == ["PageAcknowledged"]


def test_an_acknowledgement_that_runs_out_takes_it_back_unless_somebody_moved_it() -> None:
    followed = see(paged(), seen(PageState.ACKNOWLEDGED, 2), WORDS, LATER).incident
    back = see(followed, seen(PageState.TRIGGERED, 30), WORDS, act("", minutes=30))
    assert kinds(back) == ["PageUnacknowledged", "IncidentUpdated"]
    assert back.incident.status is Status.OPEN
    moved = replace(followed, status=Status.MITIGATING, status_since=act(minutes=12).at)
    assert see(moved, seen(PageState.TRIGGERED, 30), WORDS, LATER).incident.status is Status.MITIGATING


def test_a_resolve_outside_ends_nothing_by_itself() -> None:
    change = see(paged(status=Status.INVESTIGATING), seen(PageState.RESOLVED, 5), WORDS, LATER)
    (event,) = change.events
    assert isinstance(event, e.PageResolved)
    assert event.outside
    assert change.incident.status is Status.INVESTIGATING
    assert wanted_state(change.incident, change.incident.pages[0]) is None, "nor is it begun anew there"


def test_with_the_switch_on_it_is_mitigated() -> None:
    change = see(paged(status=Status.INVESTIGATING), seen(PageState.RESOLVED, 5), FOLLOWS, LATER)
    assert change.incident.status is Status.MITIGATED


def test_what_nobody_has_in_their_hands_is_mitigated_once_its_last_page_is_resolved() -> None:
    alone = paged(opened_by="")
    over = seen(PageState.RESOLVED, 5)
    assert see(alone, over, WORDS, LATER).incident.status is Status.MITIGATED
    (page,) = alone.pages
    twice = replace(alone, pages=(page, replace(page, key="inc-7:2", id="Q2")))
    assert see(twice, over, WORDS, LATER).incident.status is Status.OPEN
    assert see(alone, over, WORDS, LATER, touched=True).incident.status is Status.OPEN
    led = replace(alone, roles={"commander": "U1"})
    assert see(led, over, WORDS, LATER).incident.status is Status.OPEN
    small = replace(paged(), priority="P4", links={})
    assert see(small, over, WORDS, LATER, touched=True).incident.status is Status.MITIGATED, "only a ticket"


def test_a_resolve_after_our_own_end_is_no_news_to_decide_on() -> None:
    change = see(paged(status=Status.CLOSED), seen(PageState.RESOLVED, 5), WORDS, LATER)
    (event,) = change.events
    assert isinstance(event, e.PageResolved)
    assert not event.outside


def test_what_is_silenced_ends_there_and_asks_nobody() -> None:
    silenced = silence(paged(status=Status.INVESTIGATING), WORDS)
    assert wanted_state(silenced, silenced.pages[0]) is PageState.RESOLVED
    change = see(silenced, seen(PageState.RESOLVED, 5), WORDS, LATER)
    (event,) = change.events
    assert isinstance(event, e.PageResolved)
    assert not event.outside
    assert change.incident.status is Status.INVESTIGATING
    assert wanted_state(change.incident, change.incident.pages[0]) is None
    again = see(change.incident, seen(PageState.TRIGGERED, 7), WORDS, LATER).incident
    assert wanted_state(again, again.pages[0]) is not PageState.RESOLVED, "who calls anew is not silenced"
    deaf = silence(paged(), replace(WORDS, services={"*": Service("*", status=BACK)}))
    assert not deaf.pages[0].silenced


@pytest.mark.parametrize(("there", "asks"), [("P4", True), ("SEV-9", False), ("", False)])
def test_nothing_outside_lowers_a_priority(there: str, *, asks: bool) -> None:
    change = see(paged(), seen(minutes=2, priority=there), WORDS, LATER)
    (event,) = change.events
    assert isinstance(event, e.PagePrioritized)
    assert event.asks is asks
    assert change.incident.priority == "P2"


def test_a_raise_counts() -> None:
    change = see(paged(), seen(minutes=2, priority="P1"), WORDS, LATER)
    assert kinds(change) == ["PagePrioritized", "IncidentUpdated"]
    assert change.incident.priority == "P1"


def test_others_are_called() -> None:
    (event,) = see(paged(), seen(minutes=2, people=()), WORDS, LATER).events
    assert isinstance(event, e.PageReassigned)
    assert event.people == ()


def test_who_gets_what_another_one_had_acknowledged_is_named() -> None:
    """That takes the acknowledgement back; one that only ran out is called as before."""
    followed = see(paged(), seen(PageState.ACKNOWLEDGED, 2), WORDS, LATER).incident
    others = replace(seen(minutes=30), people=(Callee("U9", "Chloe"),))
    handed = see(followed, others, WORDS, act("", minutes=30))
    assert kinds(handed) == ["PageUnacknowledged", "PageReassigned", "IncidentUpdated"]
    silent = see(followed, seen(minutes=30, nobody=Nobody.LOW), WORDS, act("", minutes=30))
    assert kinds(silent) == ["PageUnacknowledged", "IncidentUpdated"]


def test_what_is_merged_there_is_no_end_here() -> None:
    change = merge(paged(status=Status.INVESTIGATING), "Q1", 4712, 8, LATER)
    assert kinds(change) == ["PageMerged"]
    assert change.incident.status is Status.INVESTIGATING


def test_what_is_gone_is_said_once() -> None:
    change = lose(paged(), KEY, LATER)
    assert kinds(change) == ["PageLost"]
    assert lose(change.incident, KEY, LATER).events == ()


def test_a_note_is_told_once() -> None:
    change = note(paged(), NOTED, WORDS, LATER)
    assert kinds(change) == ["PageNoted"]
    assert note(change.incident, NOTED, WORDS, LATER).events == ()


def test_what_was_lost_and_is_there_again_is_followed_again() -> None:
    lost = lose(paged(), KEY, LATER).incident
    back = see(lost, seen(), WORDS, LATER)
    assert (kinds(back), back.incident.pages[0].state) == (["PageUnacknowledged"], PageState.TRIGGERED)
    assert kinds(see(lost, seen(PageState.ACKNOWLEDGED, 2), WORDS, LATER))[0] == "PageAcknowledged"
    over = replace(lost, status=Status.CLOSED)
    assert kinds(see(over, seen(), WORDS, LATER)) == ["PageReopened"], "people are asked about it"


@pytest.mark.parametrize(
    ("status", "state", "wanted"),
    [
        (Status.OPEN, PageState.TRIGGERED, None),
        (Status.INVESTIGATING, PageState.TRIGGERED, PageState.ACKNOWLEDGED),
        (Status.MITIGATED, PageState.ACKNOWLEDGED, PageState.RESOLVED),
        (Status.CLOSED, PageState.TRIGGERED, PageState.RESOLVED),
        (Status.INVESTIGATING, PageState.RESOLVED, PageState.TRIGGERED),
    ],
)
def test_what_a_page_should_be(status: Status, state: PageState, wanted: PageState | None) -> None:
    incident = paged(state, status=status, status_since=act(minutes=3).at)
    assert wanted_state(incident, incident.pages[0]) is wanted


def test_whom_it_calls_since_then_is_not_silenced() -> None:
    incident = paged(status=Status.INVESTIGATING, status_since=act(minutes=0.5).at)
    assert wanted_state(incident, incident.pages[0]) is None


def test_what_nobody_knows_is_left_alone() -> None:
    stranger = seen(id="Q9", key="other")
    incident = paged()
    assert see(incident, stranger, WORDS, LATER).incident is incident
    assert merge(incident, "Q9", 0, 0, LATER).events == ()
    assert note(incident, replace(NOTED, page="Q9"), WORDS, LATER).events == ()


def test_where_nothing_comes_back_the_page_is_known_and_changes_nothing() -> None:
    there = Service("*", follows=True, status=THERE, priority=THERE, notes=THERE)
    words = replace(WORDS, services={"*": there})
    taken = see(paged(), seen(PageState.ACKNOWLEDGED, 2, by="Deniz", priority="P1"), words, LATER)
    assert kinds(taken) == ["PageAcknowledged"]
    assert (taken.incident.status, taken.incident.pages[0].by) == (Status.OPEN, "Deniz")
    ended = see(taken.incident, seen(PageState.RESOLVED, 5), words, LATER)
    assert [event.outside for event in ended.events if isinstance(event, e.PageResolved)] == [False]
    assert ended.incident.status is Status.OPEN
    assert wanted_state(ended.incident, ended.incident.pages[0]) is None, "nor is it begun anew there"
    assert note(taken.incident, NOTED, words, LATER).events == ()


def test_what_is_told_besides_is_told_on_and_changes_nothing() -> None:
    told = Besides("Q1", What.ASKED, "Please <look>", "Maeve", who="Ben")
    change = tell(paged(), told, WORDS, LATER)
    (event,) = change.events
    assert SENTENCES[e.PageTold](event) == "Ben asked Maeve in PagerDuty to help: Please &lt;look&gt;"
    assert change.incident == paged()
    silent = replace(WORDS, services={"*": Service("*", notes=THERE)})
    assert tell(paged(), told, silent, LATER).events == ()
