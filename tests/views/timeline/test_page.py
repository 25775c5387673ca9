"""The timeline is one that Slack takes, whatever was put on it, and shows the present."""

from datetime import UTC, datetime, timedelta

import pytest
from harness import texts
from incidents import opened

from bot.domain import events as e
from bot.domain.timeline.present import Note
from bot.sandbox.slack.blockkit import problems
from bot.views.timeline import form, marked, page, sharing
from bot.views.timeline.entries import entries
from bot.views.timeline.form import Behind
from bot.views.timeline.page import Place
from bot.views.work import timeline

NOW = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
HOSTILE = [
    "<!channel> <@U1> <https://evil.example|x>",
    "&" * 3000,
    "<\n" * 1500,
    "\u202eright to left",
    "```" * 999,
]


def note(words: str, key: str = "C1/1.2", minutes: float = 0, author: str = "U2") -> e.NoteAdded:
    return e.NoteAdded(
        NOW, "U1", note=key, words=words, moment=NOW - timedelta(minutes=minutes), author=author
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_slack_takes_it_whatever_stands_there(words: str) -> None:
    history: list[e.Event] = [note(words, f"C1/{number}", number * 700, words[:80]) for number in range(35)]
    history += [e.NoteChanged(NOW, "U3", note="C1/3", words=words), e.NoteRemoved(NOW, "U3", note="C1/4")]
    for place in (Place(7), Place(7, 1), Place(7, 99, everything=True)):
        view = page.render(opened(title=words[:128]), history, place, "Asia/Kathmandu")
        assert problems(view, "modal") == []
        for live in ("<!channel>", "<@U1> <https", "<https://evil"):
            assert live not in texts(view["blocks"])
    there, behind = Note("C1/1", added=note(words)), Behind("V1", Place(7, 3, everything=True))
    for asked in (form.add(behind, NOW), form.correct(there, behind)):
        assert problems(asked, "modal") == []
    assert len("\n".join(timeline.newest(entries(history), 20))) <= 3000


def test_messages_are_ones_that_slack_takes() -> None:
    incident = opened()
    key = "C0123456789/1234567890.123456"
    withdrawn = marked.withdrawn(incident, e.UpdateWithdrawn(NOW, "U1", source=key))
    said = [
        marked.question(incident, key),
        marked.posted(incident, key),
        withdrawn,
        page.added(incident, "now"),
    ]
    for message in (
        *said,
        *(one(incident) for one in (sharing.shared, sharing.made_private, sharing.made_public)),
    ):
        assert problems(message["blocks"], "message") == []
        assert message["text"]


def test_several_lines_do_not_look_like_several_things_that_happened() -> None:
    history = [note("It broke\n14:02 ana closed it")]
    assert "\n" not in "".join(timeline.newest(entries(history), 1))
    assert "> 14:02 ana closed it" in texts(page.render(opened(), history, Place(7), "UTC")["blocks"])


def test_days_are_the_readers() -> None:
    history = [note("Late", minutes=0)]
    assert "21 November" in texts(page.render(opened(), history, Place(7), "UTC")["blocks"])
    assert "22 November" in texts(page.render(opened(), history, Place(7), "Asia/Tokyo")["blocks"])


def test_the_present_is_shown_and_everything_is_on_record() -> None:
    opening = e.IncidentOpened(NOW - timedelta(hours=1), "U1", "P2", "payment")
    first, second = note("Wrong", "C1/1", 90), note("Gone", "C1/2", 5)
    corrected = e.NoteChanged(NOW, "U3", note="C1/1", words="Right")
    removed = e.NoteRemoved(NOW, "U3", note="C1/2")
    history = [opening, e.LinkMade(NOW, "", kind="card", key="C1/9"), first, second, corrected, removed]
    shown = texts(page.render(opened(), history, Place(7), "UTC")["blocks"])
    assert "Right" in shown
    assert shown.index("Right") < shown.index("declared it")
    assert not any(word in shown for word in ("Wrong", "Gone", "card"))
    assert len(entries(history, everything=True)) == len(history)
    whole = texts(page.render(opened(), history, Place(7, everything=True), "UTC")["blocks"])
    assert all(word in whole for word in ("card", "took a note away", "corrected a note"))
    assert "Gone" not in whole


def test_an_empty_timeline_says_what_to_do() -> None:
    assert "Add a note" in texts(page.render(opened(), [], Place(7), "UTC")["blocks"])
