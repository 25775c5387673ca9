"""Put words on the timeline, correct them, take them away."""

from datetime import datetime

from bot.domain.incident import Incident
from bot.domain.rules import notes
from bot.usecases.unit import Unit
from bot.usecases.working import work_on


def add_note(
    unit: Unit,
    number: int,
    note: str,
    words: str,
    moment: datetime,
    author: str,
    *,
    by: str,
    press: str = "",
    url: str = "",
) -> Incident:
    return work_on(
        unit,
        number,
        lambda incident, _, act: notes.add_note(incident, note, words, moment, author, act, url=url),
        by=by,
        press=press,
    )


def change_note(unit: Unit, number: int, note: str, words: str, *, by: str, press: str = "") -> Incident:
    return work_on(
        unit,
        number,
        lambda incident, _, act: notes.change_note(incident, note, words, act),
        by=by,
        press=press,
    )


def remove_note(unit: Unit, number: int, note: str, *, by: str, press: str = "") -> Incident:
    return work_on(
        unit,
        number,
        lambda incident, _, act: notes.remove_note(incident, note, act),
        by=by,
        press=press,
    )
