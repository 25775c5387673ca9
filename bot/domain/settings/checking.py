"""What is wrong with a flat document: every fault at once, each with its place and its cure."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.personal import retention
from bot.domain.settings import own_fields, permissions
from bot.domain.settings.parts import Document, Keyed, Section
from bot.domain.settings.sections import DESCRIBED
from bot.domain.settings.values import wrong, wrong_hours
from bot.domain.times.spans import span_of

KEY = re.compile(r"[^\s`<>&\x00-\x1f]{1,60}")
NAME = re.compile(r"[^`<>\x00-\x1f]{1,100}")
"""What PagerDuty calls a service."""
LABEL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=[^`<>\x00-\x1f]{1,100}")


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
        sentence = wrong(only, said, document)
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
    yield from _too_many(section, entries)
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


def _too_many(section: Section, entries: Mapping[str, Any]) -> Iterator[Fault]:
    offered = [key for key, said in entries.items() if not _is_retired(said)]
    for key in offered[section.most :] if section.most else ():
        yield Fault(section.name, str(key), "enabled", f"At most {section.most} can be offered at once.")


def _is_retired(said: Any) -> bool:
    return isinstance(said, Mapping) and said.get("enabled") is False


def _ranks(entries: Mapping[str, Any]) -> Iterator[Fault]:
    """Two priorities of one rank could not be told apart."""
    seen: dict[Any, str] = {}
    for key, said in entries.items():
        rank = said.get("rank") if isinstance(said, Mapping) else None
        if not isinstance(rank, int):
            continue
        if rank in seen:
            yield Fault(
                "priorities", key, "rank", f"{seen[rank]} and {key} both have rank {rank}: give another one."
            )
        else:
            seen[rank] = key


def _of_fields(section: Section, key: str, said: Mapping[str, Any], document: Document) -> Iterator[Fault]:
    known = [field.name for field in section.fields]
    for name in said:
        if name not in known:
            yield Fault(section.name, key, str(name), _unknown(str(name), known))
    for field in section.fields:
        if field.name in said:
            sentence = wrong(field, said[field.name], document)
        else:
            sentence = "It is missing." if field.required else ""
        if sentence:
            yield Fault(section.name, key, field.name, sentence)
    if section.name == "hours":
        yield from (Fault("hours", "", "", sentence) for sentence in wrong_hours(said))
    if section.name == retention.SECTION:
        spans = {name: span for name, value in said.items() if (span := span_of(value))}
        yield from (Fault(section.name, key, *found) for found in retention.too_short(spans))
    if section.name == permissions.SECTION:
        yield from (Fault(section.name, key, *found) for found in permissions.strays(said))
    if section.name == own_fields.FIELDS:
        yield from (
            Fault(section.name, key, *found) for found in own_fields.disagreements(key, said, document)
        )


def _unknown(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return (
        f"There is no such word: {'did you mean ' + close[0] if close else 'known are ' + ', '.join(known)}."
    )
