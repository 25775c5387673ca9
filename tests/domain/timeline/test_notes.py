"""Messages that people want on the timeline, in whatever order Slack tells of them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from incidents import NOW, act, opened

from bot.domain.errors import UserError
from bot.domain.events import Event, NoteAdded
from bot.domain.incident import Act, Change, Incident
from bot.domain.timeline import notes
from bot.domain.timeline.present import Heard, Note, present

KEY = "C1/1.2"
ANA, BEN = act("ANA"), act("BEN")


class Story:
    """An incident and all that happened to it."""

    def __init__(self) -> None:
        self.incident: Incident = opened()
        self.history: list[Event] = []

    def does(self, rule: Callable[..., Change], *given: object, by: Act = ANA) -> "Story":
        self.history += rule(self.incident, list(self.history), *given, by).events
        return self

    @property
    def note(self) -> Note:
        return present(self.history).get(KEY, Note(KEY))


def heard(words: str = "Rolled back", by: str = "ANA", *, gone: bool = False) -> Heard:
    return Heard(
        KEY, by, update=False, words=words, moment=NOW - timedelta(minutes=5), author="BEN", gone=gone
    )


def test_a_mark_asks_once_and_what_was_read_is_there_at_its_own_time() -> None:
    story = Story().does(notes.mark, KEY).does(notes.mark, KEY).does(notes.mark, KEY, by=BEN)
    assert [getattr(event, "asks", None) for event in story.history] == [True, False]
    story.does(notes.hear, heard()).does(notes.hear, heard())
    (added,) = [event for event in story.history if isinstance(event, NoteAdded)]
    assert (added.words, added.moment, added.author, added.by) == (
        "Rolled back",
        NOW - timedelta(minutes=5),
        "BEN",
        "ANA",
    )


def test_a_mark_taken_off_before_it_was_read_leaves_nothing() -> None:
    story = Story().does(notes.mark, KEY).does(notes.unmark, KEY).does(notes.hear, heard())
    assert story.note.added is None
    assert not story.note.is_followed


def test_it_is_there_for_the_one_who_is_left() -> None:
    story = Story().does(notes.mark, KEY).does(notes.mark, KEY, by=BEN).does(notes.unmark, KEY)
    story.does(notes.hear, heard())
    assert story.note.added
    assert story.note.added.by == "BEN"


def test_an_edit_told_before_the_older_words_were_read_wins() -> None:
    story = Story().does(notes.mark, KEY).does(notes.follow_edit, KEY, "New words").does(notes.hear, heard())
    assert story.note.words == "New words"


def test_a_message_deleted_before_it_was_read_is_not_there() -> None:
    story = Story().does(notes.mark, KEY).does(notes.follow_deletion, KEY).does(notes.hear, heard())
    assert story.note.added is None
    gone = Story().does(notes.mark, KEY).does(notes.hear, heard(gone=True))
    assert gone.note.added is None
    assert gone.does(notes.mark, KEY).does(notes.hear, heard()).note.added


def test_a_preview_that_slack_adds_is_no_correction() -> None:
    story = (
        Story().does(notes.mark, KEY).does(notes.hear, heard()).does(notes.follow_edit, KEY, "Rolled back")
    )
    assert story.note.corrected is None


def test_what_is_on_no_timeline_is_not_followed() -> None:
    story = Story().does(notes.follow_edit, KEY, "Words").does(notes.follow_deletion, KEY)
    assert story.history == []


def test_what_was_taken_away_can_be_put_there_again_and_begins_anew() -> None:
    story = Story().does(notes.mark, KEY).does(notes.hear, heard()).does(notes.change_note, KEY, "Mended")
    assert story.note.words == "Mended"
    story.does(notes.remove_note, KEY)
    with pytest.raises(UserError, match="taken that note away"):
        story.does(notes.change_note, KEY, "Again")
    story.does(notes.add_message, heard("Anew"))
    assert story.note.words == "Anew"
    with pytest.raises(UserError, match="already"):
        story.does(notes.add_message, heard("Anew"))


@pytest.mark.parametrize(
    ("words", "ahead", "field"),
    [(" \n ", 0, "words"), ("x" * 3001, 0, "words"), ("x", 1, "moment"), ("x", -3654 * 24 * 60, "moment")],
)
def test_words_of_ones_own_are_checked_under_their_field(words: str, ahead: int, field: str) -> None:
    with pytest.raises(UserError) as refused:
        notes.add_note(opened(), KEY, words, NOW + timedelta(minutes=ahead), ANA)
    assert field in refused.value.fields
