"""What Firebell asks, and what who follows is told: Slack takes it, and nothing typed becomes a mention."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from incidents import NOW, WORDS, opened

from bot.domain import events as e
from bot.domain.incident import Status
from bot.domain.rules.reminders import CLOSE, COMMANDER, KEY_EVENTS, KINDS, POSTMORTEM, UPDATE, Ask
from bot.sandbox.slack.blockkit import problems
from bot.views.remind import following, reminder
from bot.views.remind.reminder import Reminder

HOSTILE = ("<!channel> <@U1> & `code`", "&" * 128, "<" * 128, "\u202eright to left", "🔥" * 64)


def ask(kind: str, **differences: Any) -> Ask:
    asked = Ask(kind, NOW, NOW, count=1, asked_at=NOW + timedelta(minutes=31))
    return replace(asked, **differences)


def labels(message: dict[str, Any]) -> list[str]:
    buttons = [one for block in message["blocks"] if block["type"] == "actions" for one in block["elements"]]
    return [one["text"]["text"] for one in buttons if one["type"] == "button"]


@pytest.mark.parametrize(
    ("kind", "says", "buttons"),
    [
        (UPDATE, "No news for 31 min.", ["I'll do it", "Update", "Same as before"]),
        (COMMANDER, "Nobody has led it for 31 min.", ["I'll do it"]),
        (KEY_EVENTS, "It has been over for 31 min.", ["Fill in"]),
        (POSTMORTEM, "without a post-mortem", ["It is ready", "Start it"]),
        (CLOSE, "Nothing has been missing for 31 min.", ["Close"]),
    ],
)
def test_each_question_has_its_answers_beside_it(kind: str, says: str, buttons: list[str]) -> None:
    message = reminder.render(Reminder(opened(status=Status.MITIGATED), WORDS, (ask(kind),)))
    assert problems(message["blocks"], "message") == []
    assert says in message["text"]
    assert labels(message) == buttons
    assert "Checkout" not in str(message), "it says nothing that must be taken back when it becomes private"


def test_who_leads_is_asked_and_not_offered_the_command() -> None:
    led = opened(roles={"commander": "U5"})
    message = reminder.render(Reminder(led, WORDS, (ask(UPDATE),), people=("U5",)))
    assert message["blocks"][0]["text"]["text"].startswith("<@U5>: *No news")
    assert "I'll do it" not in labels(message)


def test_all_at_once_go_to_the_group_in_one_message() -> None:
    asks = tuple(ask(kind, count=4, aloud=True) for kind in KINDS)
    message = reminder.render(Reminder(opened(), WORDS, asks, people=("U1",), groups=("S1", "S2")))
    assert problems(message["blocks"], "message") == []
    said = message["blocks"][0]["text"]["text"]
    assert all(name in said for name in ("<@U1>", "<!subteam^S1>", "<!subteam^S2>"))
    assert "Asked 4 times" in str(message["blocks"][1])


def test_what_is_snoozed_leaves_the_rest() -> None:
    quiet = ask(UPDATE, snoozed_until=NOW + timedelta(hours=1), snoozed_by="U2")
    message = reminder.render(Reminder(opened(), WORDS, (quiet,)))
    assert problems(message["blocks"], "message") == []
    assert "<@U2> asked for quiet until" in str(message["blocks"])
    assert labels(message) == []
    rest = reminder.render(Reminder(opened(), WORDS, (ask(COMMANDER), quiet)))
    assert "No news" not in str(rest)
    assert "Nobody has led it" in str(rest)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("place", ["U9", "C9"])
def test_who_follows_is_told_whatever_was_typed(words: str, place: str) -> None:
    incident = opened(title=words)
    for event in (
        e.IncidentUpdated(NOW, "U1", message=words * 9, becomes={"title": words}, was={"title": "a"}),
        e.IncidentClosed(NOW, "U1", reason="resolved", message=words),
        e.IncidentReopened(NOW, "U1", justification=words),
        e.IncidentMerged(NOW, "U1", into=6),
    ):
        message = following.told(incident, event, WORDS, place, "U9")
        assert problems(message["blocks"], "message") == []
        assert "<!channel>" not in str(message)
    for message in (following.follows(incident, place, "U9"), following.stopped(incident, place, "U9")):
        assert problems(message["blocks"], "message") == []
