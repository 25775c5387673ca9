"""What a post-mortem says of its incident, and what Slack shows of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from incidents import NOW, WORDS, opened

from bot.domain.documents import Readers
from bot.domain.events import (
    Event,
    IncidentOpened,
    IncidentUpdated,
    KeyEventSet,
    NoteAdded,
    NoteChanged,
    PersonJoined,
    PostmortemMade,
    RoleGiven,
    TaskAdded,
)
from bot.domain.incident import Link, LinkKind, Moment
from bot.domain.postmortem import Home, PaperState, Postmortem
from bot.domain.postmortem.material import Material
from bot.domain.tasks import Task
from bot.views.documents.markdown import Markdown
from bot.views.postmortem import content, facts, notices, window
from bot.views.postmortem.sentences import on_card

READERS = Readers(ZoneInfo("Europe/Paris"), {"U1": "Ana", "U0BEN": "Ben"})
MINUTE = timedelta(minutes=1)


def at(minutes: int) -> Any:
    return NOW + minutes * MINUTE


HISTORY: tuple[Event, ...] = (
    IncidentOpened(at(0), "U1", "P2", "payment"),
    PersonJoined(at(1), "U0BEN"),
    RoleGiven(at(2), "U1", role="commander", person="U0BEN"),
    IncidentUpdated(
        at(9),
        "U0BEN",
        message="Rolled back 2.41 <now>",
        was={"status": "open"},
        becomes={"status": "mitigated"},
    ),
    KeyEventSet(at(9), "U0BEN", key="mitigated", moment=at(9), automatic=True),
    NoteAdded(
        at(20),
        "U1",
        note="C1/1",
        words="*graph* shows\n500s",
        moment=at(5),
        author="U0BEN",
        url="https://s.example/p1",
    ),
    PostmortemMade(at(21), "", "inc-7:1:1", "canvas"),
)
INCIDENT = replace(
    opened(roles={"commander": "U0BEN"}),
    links={LinkKind.CHANNEL: Link(LinkKind.CHANNEL, "C1", "https://s.example/C1", "20261121-7-prd-payment")},
    key_events={
        "detected": Moment(at(0), "U1"),
        "mitigated": Moment(at(9), "U0BEN"),
        "started": Moment(None, "U1"),
    },
)
TASKS = (Task(7, "Add an alert", "U0BEN", date(2026, 12, 1), "U1", NOW),)


def material(*more: Event, there: Postmortem | None = None) -> Material:
    history = tuple(enumerate((*HISTORY, *more), start=1))
    return Material(replace(INCIDENT, postmortem=there), WORDS, history, TASKS, READERS)


def paper(**differences: Any) -> Postmortem:
    said = {"state": PaperState.THERE, "id": "F1", "url": "https://s.example/F1", "reach": 7}
    return Postmortem("inc-7:1:1", **{"home": Home.CANVAS, "asked_at": NOW, **said, **differences})


def test_it_tells_all_that_is_known_and_asks_for_the_rest() -> None:
    text = Markdown(READERS).write(content.compose(material()))
    said = [line for line in text.split("\n") if line]
    assert said[0] == "# inc-7 Post-mortem: Checkout is down"
    assert "- **Declared**: 2026-11-21 15:05 CET (14:05 UTC) by Ana" in said
    assert "- **Channel**: [\\#20261121-7-prd-payment](<https://s.example/C1>)" in said
    assert "- **Customers**: Many customers have major trouble" in said
    assert "- **Commander**: Ben" in said
    assert "| Detected | 2026-11-21 15:05 CET (14:05 UTC) |" in said
    assert any(line.endswith("| nobody knows |") for line in said)
    timeline = said[said.index("## Timeline") + 1 : said.index("## Root causes")]
    assert timeline == [
        "- 2026-11-21 15:05 CET (14:05 UTC) Ana declared it as P2",
        "- 15:07 CET (14:07 UTC) Ana made Ben commander",
        "- 15:10 CET (14:10 UTC) Ben: \\*graph\\* shows 500s [message](<https://s.example/p1>)",
        "- 15:14 CET (14:14 UTC) Ben: Rolled back 2.41 \\<now\\> · open → mitigated",
    ]
    assert "- Add an alert (Ben, due 2026-12-01)" in said
    assert "_What cost time, and why?_" in said


def test_a_day_is_named_where_it_is_another_one() -> None:
    lines = Markdown(READERS).write(
        content.compose(material(IncidentUpdated(at(60 * 24), "U0BEN", message="Again")))
    )
    assert "- 2026-11-22 15:05 CET (14:05 UTC) Ben: Again" in lines


def test_equal_content_has_one_print_and_other_content_another() -> None:
    assert content.print_of(material()) == content.print_of(material(PersonJoined(at(30), "U3")))
    assert content.print_of(material()) != content.print_of(
        material(IncidentUpdated(at(30), "U0BEN", message="x"))
    )


def test_only_what_matters_is_late_and_what_was_filled_in_is_not() -> None:
    more = (
        PersonJoined(at(30), "U3"),
        IncidentUpdated(at(31), "U0BEN", message="It was the cache"),
        KeyEventSet(at(32), "U0BEN", key="mitigated", moment=at(9), automatic=True),
        KeyEventSet(at(33), "U0BEN", key="detected", moment=at(1)),
        NoteChanged(at(34), "U1", note="C1/1", words="the graph"),
        TaskAdded(at(35), "U1", task=1, title="Add an alert"),
    )
    late = facts.late(material(*more), 7)
    assert [fact.number for fact in late] == [9, 11, 12, 13]


def test_the_window_offers_what_it_does_not_tell_once_people_write_in_it() -> None:
    more = IncidentUpdated(at(31), "U0BEN", message="It was the cache " + "x" * 300)
    ours, theirs = paper(), paper(edited=True)
    assert window.missing(material(more, there=ours)) == []
    shown = str(window.render(material(more, there=theirs)))
    assert "1 fact is not in it yet" in shown
    assert "Append them" in shown
    assert "It was the cache" in shown
    assert "…" in shown
    assert "Append them" not in str(window.render(material(there=theirs)))
    assert window.missing(material(more, there=paper(edited=True, wanted=8))) == []


def test_the_window_says_what_can_be_done_where_there_is_none() -> None:
    assert "Start it" in str(window.render(material()))
    assert "Start it anew" in str(window.render(material(there=paper(state=PaperState.LOST))))
    assert "is being made" in str(window.render(material(there=paper(state=PaperState.ASKED))))


def test_what_is_added_stands_under_a_heading_like_no_other() -> None:
    more = (
        IncidentUpdated(at(31), "U0BEN", message="It was the cache"),
        IncidentUpdated(at(32), "U0BEN", message="Later"),
    )
    there = paper(edited=True, wanted=8)
    section = content.wanted(material(*more, there=there), there)
    assert section
    assert section.title == "Added by Firebell, 2026-11-21 15:36 CET (14:36 UTC)"
    written = Markdown(READERS).section(section)
    assert written.endswith("\n\n- 2026-11-21 15:36 CET (14:36 UTC) Ben: It was the cache")
    assert content.wanted(material(*more, there=paper()), paper()) is None


def test_the_channel_is_told_whose_it_is() -> None:
    incident = replace(INCIDENT, postmortem=paper())
    said = str(notices.begun(incident, paper()))
    assert "<@U0BEN> led inc-7" in said
    assert "It is ready" in said
    vacant = str(notices.begun(replace(incident, roles={}), paper()))
    assert "I'll do it" in vacant
    assert "'It is ready'" not in str(notices.begun(replace(incident, postmortem_ready=True), paper()))


def test_the_card_leads_to_it() -> None:
    assert on_card(INCIDENT) == ""
    assert on_card(replace(INCIDENT, postmortem=paper())) == "<https://s.example/F1|Post-mortem> (draft)"
    ready = replace(INCIDENT, postmortem=paper(), postmortem_ready=True)
    assert on_card(ready) == "<https://s.example/F1|Post-mortem> ready"
