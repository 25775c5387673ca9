"""Whether a value of the settings is what its field holds; if not, a sentence says what it must be."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.domain import texts
from bot.domain.settings import own_fields
from bot.domain.settings.parts import Document, Field, Kind
from bot.domain.times.hours import read_hours
from bot.domain.times.spans import span_of

MOST_TEXT = 500
MOST_WORDS = 3000
MOST_LINES = 100
"""Options of a select in Slack."""
SHORT = {"name": 75, "emoji": 60}
"""What stands in options and buttons, which Slack keeps short."""


def wrong(field: Field, value: Any, document: Document) -> str:
    """Give the sentence that says what is wrong; empty where nothing is."""
    if value in (None, "") and not field.required:
        return ""
    return _CHECKS[field.kind](field, value, document)


def wrong_hours(said: Any) -> list[str]:
    try:
        read_hours(said or {})
    except (ValueError, TypeError, AttributeError) as error:
        return [f"{str(error)[:1].upper()}{str(error)[1:]}."]
    return []


def _text(field: Field, value: Any, _document: Document) -> str:
    most = SHORT.get(field.name, MOST_WORDS if field.kind is Kind.WORDS else MOST_TEXT)
    if not isinstance(value, str):
        return f"It must be a text, not {value!r}."
    if not value.strip():
        return "It must not be empty."
    return f"At most {most} characters; this has {len(value)}." if len(value) > most else ""


def _number(_field: Field, value: Any, _document: Document) -> str:
    good = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 100
    return "" if good else f"It must be a whole number from 1 to 100, not {value!r}."


def _duration(field: Field, value: Any, _document: Document) -> str:
    span = span_of(value)
    if span is None:
        return f"It must be a duration such as 30m, 4h or 5d, not {value!r}."
    if field.least <= span <= field.most:
        return ""
    return f"It must be from {field.least.days}d to {field.most.days}d, not {value!r}."


def _listed(known: Iterable[str]) -> str:
    listed = ", ".join(list(known)[:20])
    return f"Known are {listed}." if listed else "There is none."


def _flag(_field: Field, value: Any, _document: Document) -> str:
    return "" if isinstance(value, bool) else f"It must be true or false, not {value!r}."


def _choice(field: Field, value: Any, document: Document) -> str:
    known = list(document.get(field.of) or {}) if field.of else list(field.options)
    if value in known:
        return ""
    close = difflib.get_close_matches(str(value), known, n=1)
    meant = f"Did you mean {close[0]}?" if close else _listed(known)
    return f"{value!r} does not exist. {meant}"


def _names(_field: Field, value: Any, _document: Document) -> str:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one.strip() for one in value):
        return f"It must be a list of names, not {value!r}."
    return "At most 50 of them." if len(value) > 50 else ""


def _lines(_field: Field, value: Any, _document: Document) -> str:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one.strip() for one in value):
        return f"It must be a list of texts, not {value!r}."
    twice = [one for one in value if value.count(one) > 1]
    if twice:
        return f"{twice[0]} stands there twice."
    if len(value) > MOST_LINES:
        return f"At most {MOST_LINES} of them."
    return next((f"At most 75 characters each: {one[:40]}…" for one in value if len(one) > 75), "")


def _pattern(field: Field, value: Any, document: Document) -> str:
    return _text(field, value, document) or texts.wrong(field.name, value)


def _template(field: Field, value: Any, document: Document) -> str:
    return _text(field, value, document) or own_fields.wrong_template(value)


def _condition(_field: Field, value: Any, _document: Document) -> str:
    return own_fields.wrong_condition(value)


def _levels(_field: Field, value: Any, document: Document) -> str:
    if isinstance(value, Mapping) and len(value) > MOST_LINES:
        return f"At most {MOST_LINES} levels."
    if not isinstance(value, Mapping) or not value:
        return "It needs at least one level: HT: {name: Nobody can order, priority: P1}."
    for key, level in value.items():
        sentence = _level(str(key), level, document)
        if sentence:
            return sentence
    return ""


def _level(key: str, level: Any, document: Document) -> str:
    if not isinstance(level, Mapping) or set(level) != {"name", "priority"}:
        return f"The level {key} needs a name and a priority, and nothing else."
    if not isinstance(level["name"], str) or not 1 <= len(level["name"]) <= 75:
        return f"The level {key} needs a name of 1 to 75 characters."
    known = list(document.get("priorities") or {})
    if level["priority"] is not None and level["priority"] not in known:
        return f"The level {key} names {level['priority']!r}, which does not exist. {_listed(known)}"
    return ""


def _group_hours(_field: Field, value: Any, _document: Document) -> str:
    return " ".join(wrong_hours(value))


def _nothing(_field: Field, value: Any, _document: Document) -> str:
    return "" if value in ({}, None) else "The usergroup's name says all: write {} behind it."


_CHECKS: Mapping[Kind, Callable[[Field, Any, Document], str]] = {
    Kind.TEXT: _text,
    Kind.WORDS: _text,
    Kind.NUMBER: _number,
    Kind.DURATION: _duration,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.NAMES: _names,
    Kind.USERGROUP: _text,
    Kind.USERGROUPS: _names,
    Kind.CHANNEL: _text,
    Kind.LINES: _lines,
    Kind.PATTERN: _pattern,
    Kind.TEMPLATE: _template,
    Kind.WHEN: _condition,
    Kind.LEVELS: _levels,
    Kind.HOURS: _group_hours,
    Kind.NOTHING: _nothing,
}
