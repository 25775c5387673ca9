"""How an incident comes to its post-mortem, and what becomes of that."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from incidents import NOW, WORDS, act, opened

from bot.domain.errors import UserError
from bot.domain.events import (
    Event,
    PostmortemAsked,
    PostmortemEdited,
    PostmortemExtended,
    PostmortemHidden,
    PostmortemLost,
    PostmortemMade,
    PostmortemReady,
    PostmortemRefused,
)
from bot.domain.incident import Change, Incident, Status
from bot.domain.postmortem import Home, PaperGone, PaperSeen, PaperState, Postmortem, following
from bot.domain.rules import privacy

LATER = act(minutes=30)


def mitigated(**differences: Any) -> Incident:
    return opened(**{"status": Status.MITIGATED, "priority": "P1", **differences})


def kinds(change: Change) -> list[type[Event]]:
    return [type(event) for event in change.events]


def paper(incident: Incident) -> Postmortem:
    assert incident.postmortem
    return incident.postmortem


def seen(incident: Incident, **differences: Any) -> PaperSeen:
    there = paper(incident)
    said = {"mark": there.mark, "home": there.home, "id": "F1", "url": "https://u", "name": "n"}
    return PaperSeen(**{**said, "version": "1", "written": "w", "reach": 3, **differences})


def asked(home: Home = Home.CANVAS, **differences: Any) -> Incident:
    return following.ask(mitigated(**differences), home, LATER).incident


def made(home: Home = Home.CANVAS, **differences: Any) -> Incident:
    incident = asked(home, **differences)
    return following.hear(incident, seen(incident), LATER).incident


@pytest.mark.parametrize(
    ("differences", "is_asked"),
    [
        ({}, True),
        ({"priority": "P3"}, False),
        ({"environments": ("STG",)}, False),
        ({"status": Status.MITIGATING}, False),
        ({"status": Status.CLOSED}, False),
        ({"postmortem": Postmortem("m:pm1", Home.CANVAS, NOW)}, False),
        ({"postmortem": Postmortem("m:pm1", Home.CANVAS, NOW, state=PaperState.LOST)}, False),
    ],
)
def test_it_is_asked_for_once_where_the_priority_asks(differences: dict[str, Any], *, is_asked: bool) -> None:
    change = following.ask_if_due(mitigated(**differences), (), Home.CANVAS, WORDS, LATER)
    assert kinds(change) == [PostmortemAsked] * is_asked


def test_somebody_may_ask_for_one_once() -> None:
    incident = asked(priority="P3")
    assert paper(incident).state is PaperState.ASKED
    with pytest.raises(UserError, match="has a post-mortem already"):
        following.ask(incident, Home.CANVAS, LATER)


def test_it_is_there_once_it_was_seen_and_stays_what_it_was() -> None:
    incident = asked()
    change = following.hear(incident, seen(incident), LATER)
    assert kinds(change) == [PostmortemMade]
    again = following.hear(change.incident, seen(incident, reach=2), LATER)
    assert kinds(again) == []
    assert paper(again.incident).reach == 3


def test_what_people_wrote_in_is_told_once_and_never_forgotten() -> None:
    incident = made()
    change = following.hear(incident, seen(incident, edited=True), LATER)
    assert kinds(change) == [PostmortemEdited]
    again = following.hear(change.incident, seen(incident), LATER)
    assert paper(again.incident).edited
    assert kinds(again) == []


def test_where_one_home_will_not_have_it_the_next_one_does() -> None:
    incident = asked(Home.CONFLUENCE)
    homes = []
    for _ in range(2):
        change = following.hear(incident, PaperGone(paper(incident).mark, refused="No."), LATER)
        assert kinds(change) == [PostmortemRefused, PostmortemAsked]
        incident = change.incident
        homes.append(paper(incident).home)
    assert homes == [Home.CANVAS, Home.FILE]
    assert kinds(following.hear(incident, PaperGone(paper(incident).mark, refused="No."), LATER)) == [
        PostmortemLost
    ]


def test_what_was_deleted_may_be_begun_anew_with_another_mark() -> None:
    incident = made()
    gone = following.hear(incident, PaperGone(paper(incident).mark), LATER)
    assert kinds(gone) == [PostmortemLost]
    assert kinds(following.ask_if_due(gone.incident, (), Home.CANVAS, WORDS, LATER)) == []
    anew = following.ask(gone.incident, Home.CANVAS, LATER).incident
    assert paper(anew).mark != paper(incident).mark


def test_later_facts_are_wanted_once() -> None:
    incident = made()
    change = following.extend(incident, 9, LATER)
    assert kinds(change) == [PostmortemExtended]
    assert paper(change.incident).waits
    assert kinds(following.extend(change.incident, 9, LATER)) == []
    told = following.hear(change.incident, seen(incident, reach=9, edited=True), LATER).incident
    assert not paper(told).waits
    with pytest.raises(UserError, match="has no post-mortem"):
        following.extend(mitigated(), 9, LATER)


def test_its_home_may_say_that_it_is_ready() -> None:
    incident = made(Home.CONFLUENCE)
    change = following.hear(incident, seen(incident, ready="the label ready"), act("", minutes=9))
    assert change.incident.postmortem_ready
    assert change.events == (PostmortemReady(NOW + timedelta(minutes=9), "", "the label ready"),)
    assert kinds(following.finish(change.incident, LATER)) == []


@pytest.mark.parametrize("home", [Home.CANVAS, Home.CONFLUENCE, Home.FILE])
def test_what_becomes_private_leaves_where_others_read_it(home: Home) -> None:
    incident = made(home)
    edited = following.hear(incident, seen(incident, edited=True), LATER).incident
    change = privacy.make_private(edited, (), LATER)
    hidden = [event for event in change.events if isinstance(event, PostmortemHidden)]
    assert [(one.home, one.id) for one in hidden] == [(home, "F1")]
    there = paper(change.incident)
    assert (there.home, there.edited, there.state) == (Home.CANVAS, True, PaperState.ASKED)
    stray = following.hear(change.incident, seen(incident, id="F2"), LATER)
    assert [event.id for event in stray.events if isinstance(event, PostmortemHidden)] == ["F2"]
    assert stray.incident == change.incident


def test_an_attempt_is_noted_for_the_one_that_is_asked_for() -> None:
    incident = asked()
    tried = following.attempt(incident, paper(incident).mark, NOW).incident
    assert paper(tried).tried_at == NOW
    assert following.attempt(incident, "other", NOW).incident == incident
    assert following.hear(tried, seen(tried), LATER).incident.postmortem == replace(
        paper(made()), tried_at=None
    )
