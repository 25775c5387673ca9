"""Words go from every text that people typed, and nothing else changes."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from incidents import NOW, WORDS, act, opened

from bot.domain import events as e
from bot.domain.errors import UserError
from bot.domain.incident import ClosingReason, Closure, News
from bot.domain.redacting.rule import Record, find, redact
from bot.domain.redacting.texts import clean_event, of_event
from bot.domain.redacting.words import GONE, without
from bot.domain.tasks import Task
from bot.domain.timeline import notes
from bot.domain.timeline.present import present

SECRET = "the token s3cr3t"


def history(*events: e.Event) -> list[tuple[int, e.Event]]:
    return list(enumerate(events, start=11))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("it is The  Token\ns3cr3t!", f"it is {GONE}!"),
        ("the token", "the token"),
        (f"{SECRET}{SECRET}", GONE + GONE),
    ],
)
def test_neither_capitals_nor_spaces_hide_them(text: str, left: str) -> None:
    assert without(text, SECRET) == left


def test_everything_typed_is_cleaned_and_all_else_stays() -> None:
    incident = opened(
        title=f"It prints {SECRET}",
        description=SECRET,
        news=News(f"now {SECRET}", "U1", NOW),
        closure=Closure(ClosingReason.DUPLICATE, SECRET, waiver=SECRET),
    )
    said = history(
        e.IncidentUpdated(NOW, "U1", message=SECRET, was={"title": SECRET, "priority": "P1"}, becomes={}),
        e.IncidentClosed(NOW, "U1", reason="duplicate", waiver=f"as {SECRET}"),
        e.RoleGiven(NOW, "U1", role="commander", person="U2"),
        e.FieldSet(NOW, "U1", field="x", name="X", kind="text", becomes=(SECRET,)),
    )
    task = Task(7, f"revoke {SECRET}", "U1", None, "U1", NOW, id=3)
    found, change = redact(Record(incident, said, [task], WORDS.fields), SECRET, act("U9"))
    assert list(found.events) == [11, 12, 14]
    first, second, _ = found.events.values()
    assert first == replace(said[0][1], message=GONE, was={"title": GONE, "priority": "P1"})  # type: ignore[call-arg]
    assert second == replace(said[1][1], waiver=f"as {GONE}")  # type: ignore[call-arg]
    assert [one.title for one in found.tasks] == [f"revoke {GONE}"]
    assert SECRET not in str(change)
    assert change.incident.title == f"It prints {GONE}"
    assert change.incident.closure == Closure(ClosingReason.DUPLICATE, GONE, waiver=GONE)
    (event,) = change.events
    assert isinstance(event, e.TextRedacted)
    assert (event.by, event.rows) == ("U9", (11, 12, 14))
    assert event.places == ("the title", "the description", "what was said at the end", "a task")


@pytest.mark.parametrize("words", ["", "ab", "x" * 3001])
def test_what_would_stand_in_everything_is_refused(words: str) -> None:
    with pytest.raises(UserError, match="characters"):
        find(Record(opened(), ()), words)


def test_where_there_is_nothing_that_is_said() -> None:
    assert find(Record(opened(), ()), SECRET).is_nothing
    with pytest.raises(UserError, match="stand nowhere in inc-7"):
        redact(Record(opened(), ()), SECRET, act())


def test_a_message_that_words_were_taken_out_of_is_followed_no_more() -> None:
    incident, note = opened(), "C1/1.1"
    added = e.NoteAdded(NOW, "U1", note=note, words=SECRET, moment=NOW, author="U2")
    found, change = redact(Record(incident, history(added)), SECRET, act())
    told = [*found.events.values(), *change.events]
    assert present(told)[note].words == GONE
    for follow in (notes.follow_edit(incident, told, note, f"{SECRET}!", act()),):
        assert not follow.events
    gone = [*told, e.NoteRemoved(NOW, "U1", note=note)]
    assert not notes.mark(incident, gone, note, act()).events


@pytest.mark.parametrize("kind", e.KINDS.values(), ids=lambda kind: kind.__name__)
def test_every_event_can_be_cleaned(kind: type[e.Event]) -> None:
    """Codes stay what they are: only a text is cleaned."""
    filled: dict[str, Any] = {one.name: _any(one.name, str(one.type)) for one in fields(kind)}
    event = kind(**filled)
    cleaned = clean_event(event, lambda text: text.replace("s3cr3t", GONE))
    assert "s3cr3t" not in "".join(of_event(cleaned))
    assert type(cleaned) is kind


def _any(name: str, kind: str) -> object:
    if name in {"at", "moment", "until", "next_update_at"}:
        return datetime(2026, 11, 21, tzinfo=UTC)
    if "Mapping" in kind:
        return {"title": "s3cr3t", "status": "open"}
    if "tuple" in kind:
        return ("s3cr3t",)
    return "s3cr3t" if "str" in kind else 1
