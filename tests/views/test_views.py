"""Every view is one that Slack takes, whatever was typed into it."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fuzz import EVILS, cases
from fuzz import WORDS as EVIL
from harness import texts
from hypothesis import given

from bot.domain import events as e
from bot.domain.board import Board, Callout, Failure, Outlook, Reach, Sight, TaskSight
from bot.domain.incident import ClosingReason, Closure, Incident, Link, LinkKind, News, Status
from bot.domain.rules.opening import Form, one_line
from bot.domain.rules.tasks import Wish
from bot.domain.rules.updating import Update
from bot.domain.tasks import Task
from bot.domain.taxonomy.document import flat, parse
from bot.domain.ticketing import Ticket, TicketState
from bot.domain.wanted import Found, Wanted
from bot.ports import Effects
from bot.sandbox.slack.blockkit import problems
from bot.shipped import defaults
from bot.views import words
from bot.views.declare import form, progress
from bot.views.find import results
from bot.views.home import board
from bot.views.roles import form as roles_form
from bot.views.roles import guide
from bot.views.tasks import form as tasks_form
from bot.views.tasks import listing as tasks_listing
from bot.views.tasks import notices as task_notices
from bot.views.update import done, edit, freeze, post
from bot.views.update import form as update_form
from bot.views.work import announcement, card, catchup, details, failure, help, notice, topic  # noqa: A004
from bot.views.work.happenings import SENTENCES

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
WORDS = parse(flat(defaults()))
HOSTILE = [
    "Checkout fails",
    "<!channel> <@U1> <https://evil.example|x> & `code` *b*",
    "é" * 128,
    "&" * 128,
    "<" * 128,
    "\u202eright to left",
    "🔥" * 64,
]
LONG = ["It answers 500.", "&" * 1200, "<\n" * 600, "\n" * 1200, "```" * 400]


def incident(title: str, description: str) -> Incident:
    return Incident(
        title=title,
        description=description,
        priority="P2",
        category="payment",
        environments=("PRD", "STG", "INT"),
        impacts={kind: impact.levels[0].key for kind, impact in WORDS.impacts.items()},
        opened_by="U1",
        opened_at=NOW - timedelta(minutes=23),
        draft="d",
        id=42,
        links={
            LinkKind.CHANNEL: Link(LinkKind.CHANNEL, "C1", name="20261121-42-prd-payment"),
            LinkKind.ANNOUNCEMENT: Link(LinkKind.ANNOUNCEMENT, "C2/1.2"),
        },
        invited=("U1", "U2"),
    )


def sight(title: str = "Checkout fails", description: str = "It answers 500.") -> Sight:
    failed = (Failure(7, "set_topic", "Slack says <!channel> " + "x" * 500),)
    happened = tuple(_events() for _ in range(20))
    return Sight(incident(title, description), WORDS, NOW, {"announce": 1}, failed, tuple(sum(happened, ())))


def _events() -> tuple[e.Event, ...]:
    return (
        e.IncidentOpened(NOW, "U1", "P2", "payment"),
        e.LinkMade(NOW, "", kind="channel", key="C1"),
        e.PeopleInvited(NOW, "", people=("U1", "U2", "U3")),
        e.PeoplePaged(NOW, "", people=("U2", "U3")),
        e.PersonJoining(NOW, "U2"),
        e.RespondersKnown(NOW, ""),
        e.ChannelRenamed(NOW, "", name="<!channel>"),
        e.DeliveryFailed(NOW, "", delivery=7, effect="set_topic", reason="<!channel>"),
        e.DeliveryRetried(NOW, "U1", delivery=7, effect="set_topic"),
        e.IncidentUpdated(
            NOW, "U1", message="<!channel>", was={"priority": "P1"}, becomes={"priority": "P2"}
        ),
        e.IncidentClosed(NOW, "U1", reason="duplicate", message="<!here>", reference="<https://evil>"),
        e.RoleGiven(NOW, "U1", role="commander", person="U2", words="<!channel>"),
        e.NoteAdded(NOW, "U1", note="C1/1.2", words="<!channel> <@U1>", moment=NOW, author="U2"),
    )


def shown(title: str, description: str) -> Iterator[tuple[str, Any]]:
    seen = sight(title, description)
    full = full_board(seen.incident, title)
    entered = Form("d", title, description, "payment", ("PRD",), {"customers": "HI"}, "P3")
    yield "modal", form.render(entered, WORDS, Outlook(9, "tech-incidents"))
    yield "modal", form.render(form.blank("d", WORDS, title), WORDS, Outlook(0, ""))
    yield "modal", progress.render(seen)
    yield "modal", details.modal(seen)
    yield "modal", notice.modal(description * 5)
    yield "home", board.render(full)
    yield "message", card.render(seen)["blocks"]
    yield "message", announcement.render(seen)["blocks"]
    yield "message", details.message(seen)["blocks"]
    yield "message", results.message(full.wanted, full.active, WORDS, NOW, "/incident", "Active")["blocks"]
    yield "modal", results.modal(replace(full.wanted, words=title), full.active, WORDS, NOW)
    yield "message", failure.message(seen.incident, seen.failed[0])["blocks"]
    yield "message", help.message("/incident", [("open", "opens")], "C1")["blocks"]
    yield from worked(seen, description)
    yield from to_do(seen, title)


def to_do(seen: Sight, title: str) -> Iterator[tuple[str, Any]]:
    """Tasks with these words, and everything that lists them."""
    url = "https://acme.slack.com/archives/C1/p1"
    task = Task(7, title, "U2", NOW.date() - timedelta(days=1), "U1", NOW, url=url, id=1)
    many = (*(task,) * 60, replace(task, done_at=NOW), replace(task, owner="", due_on=None))
    ticket = Ticket("m", "jira", "INC", NOW, state=TicketState.THERE, key="INC-7", url=url)
    sights = (*(TaskSight(one, ticket, files=True, refused=True) for one in many),)
    asked = TaskSight(task, replace(ticket, state=TicketState.ASKED), refused=True)
    whole = replace(seen, tasks=many)
    yield "modal", details.modal(whole)
    yield "message", details.message(whole)["blocks"]
    yield "message", catchup.message(whole)["blocks"]
    yield "modal", tasks_listing.of_incident(seen.incident, sights, NOW)
    yield "modal", tasks_listing.of_person(sights[:40], 60, NOW)
    yield "modal", tasks_form.edit(task)
    yield "modal", tasks_form.new(None, Wish(title, "U2", NOW.date(), url))
    for told in (
        task_notices.given(seen.incident, sights[0], "U1", NOW),
        task_notices.due(seen.incident, TaskSight(replace(task, owner="")), NOW),
        task_notices.added(seen.incident, sights[0], "U1", NOW),
        task_notices.finished(seen.incident, many[-2], "U1", NOW),
        task_notices.saved(sights[0], NOW),
        task_notices.filed(asked, NOW),
        task_notices.done(many[-2], NOW),
    ):
        yield "message", told["blocks"]


def full_board(one: Incident, title: str) -> Board:
    """As much as App Home can show at once."""
    many = tuple(replace(one, id=number) for number in range(1, 11))
    task = Task(1, title, "U1", NOW.date(), "U1", NOW, url="https://acme.slack.com/archives/C1/p1", id=1)
    return Board(
        person="U1",
        yours=Found(many[:5], 9, 0, 5),
        tasks=(TaskSight(task, files=True),) * 5,
        tasks_count=9,
        active=Found(many, 99, 2, 10),
        to_finish=Found(many[:5], 9, 0, 5),
        wanted=Wanted(standing="active", priority="P1", category="payment"),
        taxonomy=WORDS,
        now=NOW,
        command="/incident",
    )


def worked(seen: Sight, words: str) -> Iterator[tuple[str, Any]]:
    """What people see while they work on it, with these words wherever somebody may write some."""
    fields = {
        "was": {
            "status": "open",
            "priority": "P2",
            "category": "payment",
            "environments": ["PRD"],
            "title": "a",
        },
        "becomes": {
            "status": "mitigated",
            "priority": "P1",
            "category": "<!channel>",
            "environments": ["<!channel>"],
            "title": words,
            "impacts": {},
        },
    }
    told = e.IncidentUpdated(NOW, "U1", message=words, reason=words, next_update_at=NOW, **fields)  # type: ignore[arg-type]  # as the store gives it
    given = e.RoleGiven(NOW, "U1", role="commander", person="U2", was="U1", words=words)
    closure = Closure(ClosingReason.RESOLVED, words, words[:200], ("post-mortem",), words)
    task = Task(7, words[:200], "U1", NOW.date(), "U2", NOW, id=1)
    live = replace(
        seen.incident,
        news=News(words, "U1", NOW),
        next_update_at=NOW,
        roles={"commander": "U1"},
        private=True,
    )
    over = replace(live, status=Status.CLOSED, closure=closure, closed_at=NOW, private=False)
    for stage in (live, over, replace(over, closure=None, merged_into=6)):
        yield "message", card.render(replace(seen, incident=stage))["blocks"]
        yield "message", announcement.render(replace(seen, incident=stage))["blocks"]
    yield "message", post.render(live, told, WORDS)["blocks"]
    closed = e.IncidentClosed(NOW, "U1", reason="resolved", message=words)
    reopened = e.IncidentReopened(NOW, "U1", justification=words)
    for event in (told, closed, reopened, e.IncidentMerged(NOW, "U1", into=6)):
        yield "message", post.reply(live, event, WORDS)["blocks"]
    yield "message", post.role_given(live, given, WORDS)["blocks"]
    yield "message", guide.render(live, given, WORDS)["blocks"]
    yield "message", freeze.frozen([live] * 30, WORDS)["blocks"]
    yield "message", freeze.free("inc-1", WORDS)["blocks"]
    yield "message", freeze.past("inc-1, inc-2")["blocks"]
    yield "message", done.message(live, Status.MITIGATED)["blocks"]
    yield "message", done.message(replace(live, archived=True), Status.MITIGATED)["blocks"]
    yield (
        "modal",
        update_form.render(
            live,
            Update(message=words, reason=words, priority="P1"),
            WORDS,
            reach=Reach(3, Callout("Payments", (words,))),
        ),
    )
    yield "modal", update_form.render(live, Update(status=Status.OPEN, reason=words, priority="P5"), WORDS)
    yield "modal", update_form.posted(live)
    yield "modal", edit.render(live, WORDS)
    yield (
        "modal",
        roles_form.render(live, {"commander": "U2"}, WORDS, NOW, words=words, tasks=[task] * 20),
    )


@pytest.mark.parametrize("title", HOSTILE)
def test_slack_takes_every_view_whatever_the_title(title: str) -> None:
    for surface, view in shown(title, LONG[0]):
        assert problems(view, surface) == []


@pytest.mark.parametrize("description", LONG)
def test_slack_takes_every_view_whatever_the_description(description: str) -> None:
    for surface, view in shown(HOSTILE[0], description):
        assert problems(view, surface) == []


def test_nothing_typed_becomes_a_mention_or_a_link() -> None:
    for surface, view in shown(HOSTILE[1], HOSTILE[1]):
        said = [
            block for block in (view if surface == "message" else view["blocks"]) if block["type"] != "input"
        ]
        for live in ("<!channel>", "<@U1> <https", "<https://evil"):
            assert live not in texts(said), (surface, live)


def test_an_empty_home_says_what_it_is_for() -> None:
    nothing = Found((), 0, 0, 10)
    full = full_board(incident("Down", "It is down."), "Write")
    empty = replace(
        full,
        yours=nothing,
        tasks=(),
        tasks_count=0,
        active=nothing,
        to_finish=nothing,
        wanted=Wanted(standing="active"),
    )
    view = board.render(empty)
    assert problems(view, "home") == []
    assert "All quiet" in texts(view["blocks"])
    assert "Declare an incident" in texts(view["blocks"])


def test_every_effect_has_words_for_its_failure() -> None:
    from bot.integrations.confluence.effects import EFFECTS as CONFLUENCE
    from bot.integrations.jira.effects import EFFECTS as JIRA
    from bot.integrations.jira.effects.postmortems import PostmortemEffects
    from bot.integrations.pagerduty.effects import EFFECTS as PAGERDUTY
    from bot.integrations.port.effects import PortEffects
    from bot.integrations.rehearsal.effects import RehearsalEffects
    from bot.integrations.slack.admin import AdminEffects
    from bot.integrations.slack.effects import EFFECTS

    effects = Effects()
    for source in (
        *EFFECTS,
        AdminEffects,
        RehearsalEffects,
        *PAGERDUTY,
        *JIRA,
        PostmortemEffects,
        PortEffects,
        *CONFLUENCE,
    ):
        effects.add(object.__new__(source))
    assert set(effects.names()) == set(failure.NOT_DONE)


@pytest.mark.parametrize("kind", e.KINDS.values())
def test_every_event_has_a_sentence(kind: type[e.Event]) -> None:
    samples: dict[Any, Any] = {str: "update", int: 1, bool: True, datetime: NOW, datetime | None: NOW}
    given: dict[str, Any] = {field.name: samples.get(field.type, ()) for field in fields(kind)}
    special = {"kind": "channel"} if kind in {e.LinkMade, e.LinkLost} else {}
    special |= {"home": "canvas"} if "home" in given else {}
    maps = {name: {"status": "open"} for name in ("was", "becomes") if kind is e.IncidentUpdated}
    assert len(SENTENCES[kind](kind(**{**given, **special, **maps}))) > 5


def test_the_topic_fits_and_is_escaped() -> None:
    said = topic.render(incident("<!channel>" * 12, "x"), WORDS)
    assert len(said) <= 250
    assert "<" not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Checkout is down", "*Checkout is down*"),
        ("db_main is down, 2 &lt; 3", "*db_main is down, 2 &lt; 3*"),
        (":large_green_circle: Over", "*:large_green_circle: Over*"),
        ("only *some* fail", "only *some* fail"),
        ("_all_ fail", "_all_ fail"),
        ("~none~ fail", "~none~ fail"),
        ("`cart` fails", "`cart` fails"),
        ("two\nlines", "two\nlines"),
        ("", ""),
    ],
)
def test_what_holds_marks_of_its_own_is_not_made_bold(text: str, said: str) -> None:
    assert words.bold(text) == said


@pytest.mark.parametrize("title", ["a *b* c", "_it_ is", "~x~", "`x`"])
def test_no_title_with_marks_stands_in_bold_anywhere(title: str) -> None:
    for surface, view in shown(title, LONG[0]):
        blocks = view if surface == "message" else view["blocks"]
        said = texts([block for block in blocks if block["type"] != "input"])
        assert f"*{title}" not in said, view
        assert f"{title}*" not in said, view


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "less than a minute"),
        (23, "23 min"),
        (217, "3 h 37 min"),
        (240, "4 h"),
        (1505, "1 day 1 h"),
        (10080, "7 days"),
    ],
)
def test_durations_are_in_words(minutes: int, said: str) -> None:
    assert words.duration(timedelta(minutes=minutes)) == said


def test_a_critical_incident_that_pages_nobody_says_so() -> None:
    """Where its category has no service and critical ones have none: people take a page for granted."""
    lonely = replace(incident("Checkout fails", ""), priority="P1", category="other", private=True)
    for major, status, warns in (
        ({}, Status.OPEN, True),
        (WORDS.major, Status.OPEN, False),
        ({}, Status.MITIGATED, False),
    ):
        known = replace(WORDS, major=major)
        sight = Sight(replace(lonely, status=status), known, NOW, {}, (), pages=True)
        shown = texts(card.render(sight)["blocks"])
        assert ("*Nobody is paged:* no PagerDuty service stands for Other / Other." in shown) is warns
        assert ":lock: private *inc-42*" in shown


def test_what_is_over_is_due_no_more() -> None:
    open_one = incident("Checkout fails", "It answers 500.")
    due = [
        "due in"
        in texts(details.message(Sight(replace(open_one, status=status), WORDS, NOW, {}, ()))["blocks"])
        for status in (Status.OPEN, Status.MITIGATED)
    ]
    assert due == [True, False]


def _title(words: str) -> str:
    """Give what the rules let a title be."""
    return (one_line(words) or "Checkout")[:128]


@cases(15)
@given(title=EVIL.map(_title), description=EVIL.map(lambda said: said.strip() or "It is down."))
def test_slack_takes_every_view_and_nobody_is_called(title: str, description: str) -> None:
    for surface, view in shown(title, description):
        assert problems(view, surface) == []
        for text in _formatted(view):
            assert not EVILS.search(text), (surface, text)


def _formatted(node: Any) -> Iterator[str]:
    """Give every text in which Slack looks for mentions."""
    if isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            yield node["text"]
        for value in node.values():
            yield from _formatted(value)
    elif isinstance(node, list):
        for value in node:
            yield from _formatted(value)
