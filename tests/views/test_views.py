"""Every view is one that Slack takes, whatever was typed into it."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml
from harness import ROOT, texts

from bot.domain import events as e
from bot.domain.board import Board, Failure, Outlook, Sight
from bot.domain.incident import Incident, Link, LinkKind
from bot.domain.rules.opening import Form
from bot.domain.taxonomy_document import flat, parse
from bot.ports import Effects
from bot.sandbox.slack.blockkit import problems
from bot.views import words
from bot.views.declare import form, progress
from bot.views.home import board
from bot.views.words import clock_time
from bot.views.work import announcement, card, details, failure, help, listing, notice, timeline, topic  # noqa: A004

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
WORDS = parse(flat(yaml.safe_load((ROOT / "data" / "defaults.yml").read_text())))
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
    many = tuple(replace(seen.incident, id=number) for number in range(1, 21))
    full = Board(yours=many, active=many, count=99, taxonomy=WORDS, now=NOW, command="/incident")
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
    yield "message", listing.message(full)["blocks"]
    yield "message", failure.message(seen.incident, seen.failed[0])["blocks"]
    yield "message", help.message("/incident", [("open", "opens")], "C1")["blocks"]


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
    empty = Board(yours=(), active=(), count=0, taxonomy=WORDS, now=NOW, command="/incident")
    view = board.render(empty)
    assert problems(view, "home") == []
    assert "All quiet" in texts(view["blocks"])
    assert "Declare an incident" in texts(view["blocks"])


def test_every_effect_has_words_for_its_failure() -> None:
    from bot.integrations.slack.effects import EFFECTS

    effects = Effects()
    for source in EFFECTS:
        effects.add(object.__new__(source))
    assert set(effects.names()) == set(failure.NOT_DONE)


@pytest.mark.parametrize("kind", e.KINDS.values())
def test_every_event_has_a_sentence(kind: type[e.Event]) -> None:
    samples: dict[Any, Any] = {str: "update", int: 1, bool: True, datetime: NOW, datetime | None: NOW}
    given: dict[str, Any] = {field.name: samples.get(field.type, ()) for field in fields(kind)}
    special = {"kind": "channel"} if kind in {e.LinkMade, e.LinkLost} else {}
    maps = {name: {"status": "open"} for name in ("was", "becomes") if kind is e.IncidentUpdated}
    said = timeline.sentence(kind(**{**given, **special, **maps}))
    assert len(said) > len(clock_time(NOW)) + 5


def test_the_topic_fits_and_is_escaped() -> None:
    said = topic.render(incident("<!channel>" * 12, "x"), WORDS)
    assert len(said) <= 250
    assert "<" not in said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "less than a minute"), (23, "23 min"), (217, "3 h 37 min"), (240, "4 h"), (1505, "1 d 1 h")],
)
def test_durations_are_in_words(minutes: int, said: str) -> None:
    assert words.duration(timedelta(minutes=minutes)) == said
