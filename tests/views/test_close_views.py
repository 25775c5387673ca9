"""What is seen when an incident ends is what Slack takes, whatever was typed into it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from harness import texts
from incidents import NOW, WORDS, opened

from bot.domain.board import Sight
from bot.domain.events import KeyEventSet
from bot.domain.gate import Gate
from bot.domain.incident import ClosingReason, Closure, Incident, Link, LinkKind, Moment, Status
from bot.domain.rules.channels import DELETED
from bot.domain.rules.closing import Ending, Missing
from bot.sandbox.slack.blockkit import problems
from bot.views.close import confirm, ending, form, notices, reopen
from bot.views.work import announcement, happenings, key_events

HOSTILE = [
    "It is over",
    "<!channel> <@U1> <https://evil.example|x> & `c` *b*",
    "&" * 1200,
    "\n" * 1200,
    "🔥" * 500,
]
LINKS = {
    LinkKind.CHANNEL: Link(LinkKind.CHANNEL, "C1"),
    LinkKind.ANNOUNCEMENT: Link(LinkKind.ANNOUNCEMENT, "C2/1.2"),
    LinkKind.FORMER_CHANNEL: Link(LinkKind.FORMER_CHANNEL, "C3"),
}


def closed(words: str, **differences: Any) -> Incident:
    closure = Closure(ClosingReason.RESOLVED, words, words[:100], tuple(Missing), words[:500])
    given = {"status": Status.CLOSED, "closed_at": NOW, "closure": closure, "links": LINKS, **differences}
    return opened(title=words[:128], **given)


def shown(words: str) -> Iterator[tuple[str, Any]]:
    over, alive = closed(words), opened(title=words[:128], links=LINKS)
    known = {"started": Moment(NOW - timedelta(hours=1), "U1"), "detected": Moment(None, "U1")}
    gate = Gate(replace(alive, key_events=known), WORDS, NOW, tuple(Missing), may_waive=True)
    entered = Ending(message=words, reference=words[:100], waiver=words[:500])
    yield "modal", form.render(gate, entered)
    yield "modal", form.render(gate, entered, waiving=True)
    yield (
        "modal",
        form.render(replace(gate, may_waive=False), replace(entered, reason=ClosingReason.EXTERNAL)),
    )
    yield "modal", ending.modal(Gate(over, WORDS, NOW), "U1")
    yield "modal", key_events.form(gate, {"view": "V1", "message": words, "reference": words[:100]})
    yield "modal", key_events.known(gate)
    yield "modal", reopen.form(over, words[:1000])
    yield "modal", reopen.form(replace(over, archived=True))
    yield "modal", reopen.done(alive)
    yield "modal", confirm.downgrade(alive, WORDS, words[:1000])
    yield "modal", confirm.merge(alive, over)
    yield "modal", confirm.merged(over)
    yield "message", ending.message(Gate(over, WORDS, NOW), "U1")["blocks"]
    yield "message", key_events.message(gate, {words[:75]: "today 14:02 (Europe/Paris)"})["blocks"]
    yield "message", notices.expiring(over, NOW)["blocks"]
    yield "message", notices.reopened(over, "U1", words)["blocks"]
    yield "message", notices.unarchived(over)["blocks"]
    yield "message", notices.merged(over, alive, "U1")["blocks"]
    yield "message", notices.received(alive, over, "U1")["blocks"]
    yield "message", notices.archived(alive, "U1")["blocks"]
    yield "message", notices.gone(alive, "", DELETED)["blocks"]


@pytest.mark.parametrize("words", HOSTILE)
def test_slack_takes_every_view(words: str) -> None:
    for surface, view in shown(words):
        assert problems(view, surface) == []


def test_nothing_typed_becomes_a_mention_or_a_link() -> None:
    for surface, view in shown(HOSTILE[1]):
        rows = view if surface == "message" else [row for row in view["blocks"] if row["type"] != "input"]
        for live in ("<!channel>", "<@U1> <https", "<https://evil"):
            assert live not in texts(rows), (surface, live)


def test_each_way_to_an_end_says_how_long_the_channel_stays() -> None:
    alive = opened(links={LinkKind.CHANNEL: Link(LinkKind.CHANNEL, "C1", name="20261121-7")})
    own = replace(WORDS.priorities[alive.priority], archive_after=timedelta(days=30))
    words = replace(WORDS, priorities={**WORDS.priorities, own.key: own})
    over = replace(alive, status=Status.CLOSED, closure=Closure(ClosingReason.RESOLVED))
    for view in (
        form.render(Gate(alive, words, NOW)),
        confirm.downgrade(alive, words),
        ending.modal(Gate(over, words, NOW), "U1"),
    ):
        assert "30 days" in texts(view["blocks"])


@pytest.mark.parametrize("links", [{}, {LinkKind.CHANNEL: Link(LinkKind.CHANNEL, "G1")}])
def test_where_no_channel_goes_none_is_said_to_go(links: dict[LinkKind, Link]) -> None:
    """It is worked on in its ticket, or in a group message, which Slack cannot archive."""
    said = texts(confirm.downgrade(opened(links=links), WORDS)["blocks"])
    assert "It is closed at once, whatever is missing. What was done is kept." in said


def test_a_merged_one_offers_no_way_back_of_its_own() -> None:
    merged = ending.message(Gate(closed("x", merged_into=9), WORDS, NOW), "U1")
    assert "Reopen" not in texts(merged["blocks"])
    assert "the same as inc-9" in merged["text"]


def test_the_suffering_ends_when_people_say_it_did() -> None:
    said = closed("x", key_events={"mitigated": Moment(NOW + timedelta(minutes=72), "U1")})
    assert ending.over(said) == ":large_green_circle: over after 1 h 12 min"


@pytest.mark.parametrize("reason", [one for one in ClosingReason if one is not ClosingReason.RESOLVED])
def test_the_announcement_ends_in_the_words_of_its_channel(reason: ClosingReason) -> None:
    over = closed("x", closure=Closure(reason, "Nobody was hit."))
    told = texts(announcement.render(Sight(over, WORDS, NOW, {}, ()))["blocks"])
    assert ending.over(over) in told
    assert "over after" not in told, "it was never on"


def test_the_announcement_says_what_it_was_closed_without() -> None:
    told = texts(announcement.render(Sight(closed("x"), WORDS, NOW, {}, ()))["blocks"])
    assert ":large_green_circle: over after less than a minute" in told
    assert "closed without mitigation, key events, post-mortem" in told


def test_where_it_goes_on_is_told_without_its_title() -> None:
    """It can become private later, and what stands in the other one's channel stays."""
    told = notices.merged(opened(id=2), opened(title="Cards are leaking"), "U1")
    assert "leaking" not in str(told)


def test_nobody_is_invited_into_a_channel_that_is_not_there() -> None:
    """The other one may be worked on in its ticket alone."""
    told = texts(notices.merged(opened(id=2), opened(), "U1")["blocks"])
    assert "Join" not in told
    assert "invited" not in told
    there = opened(links={LinkKind.CHANNEL: Link(LinkKind.CHANNEL, "C1", name="20261121-7")})
    told = texts(notices.merged(opened(id=2), there, "U1")["blocks"])
    assert "Join" in told
    assert "You are invited there." in told


def test_a_key_event_of_another_day_says_which() -> None:
    event = KeyEventSet(NOW, "U1", key="detected", moment=NOW - timedelta(days=1))
    assert "date_short_pretty" in happenings.SENTENCES[KeyEventSet](event)


def test_the_form_says_that_nothing_was_closed() -> None:
    gate = Gate(opened(), WORDS, NOW, (Missing.MITIGATION,))
    assert "*inc-7 is not closed yet*" in texts(form.render(gate, refused=True)["blocks"])
    assert "mend what is missing" in texts(form.render(gate, refused=True)["blocks"])
