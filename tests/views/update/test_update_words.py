"""What is understood of words typed after `update`, and what is left alone."""

import pytest
from incidents import WORDS, opened

from bot.domain.incident import Status
from bot.domain.rules.updating import Update
from bot.views.update.words import meant_status, must_ask, parse, remark


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("rolled back 2.41", Update("rolled back 2.41")),
        ("mitigated: rolled back", Update("rolled back", Status.MITIGATED)),
        (
            "Mitigated, P3: rolled back: at 15:10",
            Update("rolled back: at 15:10", Status.MITIGATED, priority="P3"),
        ),
        ("p1", Update(priority="P1")),
        ("postmortem", Update(status=Status.POST_MORTEM)),
        ("Mitigating the load on db2", Update("Mitigating the load on db2")),
        ("open: investigating: what?", Update("investigating: what?", Status.OPEN)),
        ("next step: fail over", Update("next step: fail over")),
        ("P1 P2: no", Update("P1 P2: no")),
        (": hm", Update(": hm")),
    ],
)
def test_only_what_stands_before_a_colon_or_alone_changes_anything(typed: str, wish: Update) -> None:
    assert parse(typed, WORDS) == wish


def test_another_priority_and_going_back_are_shown_first() -> None:
    incident = opened(status=Status.MITIGATING)
    assert must_ask(incident, Update(priority="P1"))
    assert must_ask(incident, Update(status=Status.OPEN))
    assert not must_ask(incident, Update(priority="P2", status=Status.MITIGATED))
    assert not must_ask(incident, Update(message="hm", status=Status.MITIGATING))


def test_a_status_at_the_beginning_of_a_message_may_be_meant() -> None:
    incident = opened(status=Status.INVESTIGATING)
    assert meant_status(incident, Update("Mitigated by a rollback")) is Status.MITIGATED
    for words in ("open questions remain", "investigating it", "closed the tap", "it is mitigated"):
        assert meant_status(incident, Update(words)) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("P9 foo", "P9 is no priority, so that was taken as words. There are P1, P2, P3, P4 and P5."),
        ("p9: foo", "p9 is no priority"),
        ("finished: foo", "“finished” is no status, so that was taken as words. There are open, "),
        ("Mitgated: foo", "“Mitgated” is no status"),
    ],
)
def test_what_looks_like_a_change_and_is_none_is_said(typed: str, said: str) -> None:
    assert remark(typed, parse(typed, WORDS), WORDS).startswith(said)


@pytest.mark.parametrize(
    "typed",
    [
        "rolled back: done",
        "Mitigation: fail over",
        "finished the rollback",
        "P99 latency falls",
        "note: hm",
        "P1: foo",
        "mitigated: resolved: foo",
        ": hm",
    ],
)
def test_an_ordinary_sentence_is_left_alone(typed: str) -> None:
    assert remark(typed, parse(typed, WORDS), WORDS) == ""
