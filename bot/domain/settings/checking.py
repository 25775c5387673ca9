"""What is wrong with a flat document: every fault at once, each with its place and its cure."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.domain.personal import retention
from bot.domain.settings import own_fields
from bot.domain.settings.parts import Field, Keyed, Kind, Section
from bot.domain.settings.sections import DESCRIBED
from bot.domain.times.hours import read_hours

KEY = re.compile(r"[^\s`<>&\x00-\x1f]{1,60}")
NAME = re.compile(r"[^`<>\x00-\x1f]{1,100}")
"""What PagerDuty calls a service."""
LABEL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=[^`<>\x00-\x1f]{1,100}")
DURATION = re.compile(r"[1-9]\d{0,4}[mhd]")
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
MOST_TEXT = 500
MOST_WORDS = 3000
MOST_LINES = 100
"""Options of a select in Slack."""
SHORT = {"name": 75, "emoji": 60}
"""What stands in options and buttons, which Slack keeps short."""

Document = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Fault:
    """`field` is empty where the entry as a whole is at fault, `key` where the section is."""

    section: str
    key: str
    field: str
    sentence: str

    @property
    def place(self) -> str:
        return ".".join(part for part in (self.section, self.key, self.field) if part)


def faults(document: Document) -> list[Fault]:
    """Give all of them, in the order of the document."""
    return [fault for section in DESCRIBED.values() for fault in _of_section(section, document)]


def entry_faults(section: Section, key: str, said: Any, document: Document) -> Iterator[Fault]:
    """Give those of one entry; `document` is what the others say."""
    if section.keyed is Keyed.SERVICE and not NAME.fullmatch(key):
        yield Fault(section.name, key[:60], "", "Write the name as PagerDuty has it, or * for all others.")
    if section.keyed is Keyed.QUEUE and not NAME.fullmatch(key):
        yield Fault(section.name, key[:60], "", "Write the name as RT has it, or * for all others.")
    if section.keyed is Keyed.LABEL and not LABEL.fullmatch(key):
        yield Fault(section.name, key[:60], "", "Write a label and its value, such as severity=critical.")
    if section.keyed not in {Keyed.SERVICE, Keyed.QUEUE, Keyed.LABEL} and not KEY.fullmatch(key):
        yield Fault(section.name, key[:60], "", "A key has 1 to 60 characters, without spaces.")
    if section.keys and key not in section.keys:
        yield Fault(section.name, key[:60], "", f"There is none of this name: {', '.join(section.keys)}.")
    if section.scalar:
        only = section.fields[0]
        sentence = _wrong(only, said, document)
        if sentence:
            yield Fault(section.name, key, only.name, sentence)
    elif isinstance(said, Mapping):
        yield from _of_fields(section, key, said, document)
    else:
        yield Fault(
            section.name, key, "", f"It needs words such as {section.fields[0].name}: not a bare value."
        )


def _of_section(section: Section, document: Document) -> Iterator[Fault]:
    entries = document.get(section.name) or {}
    if section.whole:
        yield from _of_fields(section, "", entries, document)
        return
    for key, said in entries.items():
        yield from entry_faults(section, str(key), said, document)
    for missing in sorted(section.fixed - entries.keys()):
        yield Fault(section.name, missing, "", "Firebell itself needs it: put it back.")
    for key in sorted(section.fixed & entries.keys()):
        if _is_retired(entries[key]):
            yield Fault(section.name, key, "enabled", "Firebell itself needs it, so it cannot be retired.")
    if section.name in {"priorities", "groups", "categories", "environments", "impacts"} and all(
        map(_is_retired, entries.values())
    ):
        yield Fault(section.name, "", "", f"At least one {section.one} is needed.")
    if section.name == "priorities":
        yield from _ranks(entries)
    if section.name == own_fields.FIELDS:
        yield from (Fault(section.name, key, *found) for key, *found in own_fields.too_many(entries))


def _is_retired(said: Any) -> bool:
    return isinstance(said, Mapping) and said.get("enabled") is False


def _ranks(entries: Mapping[str, Any]) -> Iterator[Fault]:
    """Two priorities of one rank could not be told apart."""
    seen: dict[Any, str] = {}
    for key, said in entries.items():
        rank = said.get("rank") if isinstance(said, Mapping) else None
        if rank in seen:
            yield Fault(
                "priorities", key, "rank", f"{seen[rank]} and {key} both have rank {rank}: give another one."
            )
        elif isinstance(rank, int):
            seen[rank] = key


def _of_fields(section: Section, key: str, said: Mapping[str, Any], document: Document) -> Iterator[Fault]:
    known = [field.name for field in section.fields]
    for name in said:
        if name not in known:
            yield Fault(section.name, key, str(name), _unknown(str(name), known))
    for field in section.fields:
        if field.name in said:
            sentence = _wrong(field, said[field.name], document)
        else:
            sentence = "It is missing." if field.required else ""
        if sentence:
            yield Fault(section.name, key, field.name, sentence)
    if section.name == "hours":
        yield from (Fault("hours", "", "", sentence) for sentence in _hours(said))
    if section.name == retention.SECTION:
        spans = {name: span for name, value in said.items() if (span := span_of(value))}
        yield from (Fault(section.name, key, *found) for found in retention.too_short(spans))
    if section.name == own_fields.FIELDS:
        yield from (
            Fault(section.name, key, *found) for found in own_fields.disagreements(key, said, document)
        )


def _unknown(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return (
        f"There is no such word: {'did you mean ' + close[0] if close else 'known are ' + ', '.join(known)}."
    )


def _wrong(field: Field, value: Any, document: Document) -> str:
    """Give the sentence that says what is wrong; empty where nothing is."""
    if value in (None, "") and not field.required:
        return ""
    return _CHECKS[field.kind](field, value, document)


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


def _duration(_field: Field, value: Any, _document: Document) -> str:
    return (
        ""
        if DURATION.fullmatch(str(value))
        else f"It must be a duration such as 30m, 4h or 5d, not {value!r}."
    )


def span_of(value: Any) -> timedelta | None:
    """Read a duration; None where it is none."""
    text = str(value)
    if not DURATION.fullmatch(text):
        return None
    return timedelta(**{UNITS[text[-1]]: int(text[:-1])})


def _flag(_field: Field, value: Any, _document: Document) -> str:
    return "" if isinstance(value, bool) else f"It must be true or false, not {value!r}."


def _choice(field: Field, value: Any, document: Document) -> str:
    known = list(document.get(field.of) or {}) if field.of else list(field.options)
    if value in known:
        return ""
    close = difflib.get_close_matches(str(value), known, n=1)
    meant = f"Did you mean {close[0]}?" if close else f"Known are {', '.join(known[:20])}."
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


def _template(field: Field, value: Any, document: Document) -> str:
    return _text(field, value, document) or own_fields.wrong_template(value)


def _condition(_field: Field, value: Any, _document: Document) -> str:
    return own_fields.wrong_condition(value)


def _levels(_field: Field, value: Any, document: Document) -> str:
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
    known = document.get("priorities") or {}
    if level["priority"] is not None and level["priority"] not in known:
        listed = ", ".join(known)
        return f"The level {key} names {level['priority']!r}, which does not exist. Known are {listed}."
    return ""


def _hours(said: Any) -> list[str]:
    try:
        read_hours(said or {})
    except (ValueError, TypeError, AttributeError) as error:
        return [f"{str(error)[:1].upper()}{str(error)[1:]}."]
    return []


def _group_hours(_field: Field, value: Any, _document: Document) -> str:
    return " ".join(_hours(value))


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
    Kind.TEMPLATE: _template,
    Kind.WHEN: _condition,
    Kind.LEVELS: _levels,
    Kind.HOURS: _group_hours,
    Kind.NOTHING: _nothing,
}
