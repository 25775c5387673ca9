"""The forms that add a note to the timeline, and correct one."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.timeline.notes import LONGEST
from bot.domain.timeline.present import Note
from bot.views import blocks as b
from bot.views import entered
from bot.views.timeline.page import Place, place

ADD, CORRECT = "save_note", "correct_note"


@dataclass(frozen=True)
class Behind:
    """The timeline that waits behind the form: its view, and where somebody reads it."""

    view: str
    place: Place


def add(behind: Behind, now: datetime) -> b.Block:
    """Ask for words and their time."""
    example = "Rolled back 2.41 by hand"
    rows = [
        b.entry(
            "words", "What happened?", b.text_field("words", most=LONGEST, multiline=True, example=example)
        ),
        b.entry("moment", "When was it?", b.moment_picker("moment", initial=now)),
    ]
    return _modal("Add a note", rows, ADD, behind, "")


def correct(note: Note, behind: Behind) -> b.Block:
    """Ask for better words; what was there before stays on record."""
    field = b.text_field("words", most=LONGEST, initial=note.words, multiline=True)
    rows = [
        b.entry("words", "What happened?", field, hint="What it said before stays on record, with your name.")
    ]
    return _modal("Correct a note", rows, CORRECT, behind, note.key)


def parse(view: entered.View) -> tuple[Behind, str, str, datetime | None]:
    """Give the timeline behind, the note's name, the words, and when it was; None where nobody was asked."""
    kept = entered.memory(view)
    picked = view["state"]["values"].get("moment", {}).get("moment", {}).get("selected_date_time")
    moment = datetime.fromtimestamp(picked, UTC) if picked else None
    return Behind(kept["view"], place(kept["place"])), kept["note"], entered.typed(view, "words"), moment


def _modal(title: str, rows: list[b.Block], callback: str, behind: Behind, note: str) -> b.Block:
    memory = json.dumps({"view": behind.view, "place": behind.place.said, "note": note})
    return b.modal(title, rows, callback=callback, submit="Save", close="Cancel", memory=memory)
