"""A template page, filled in: what stands in double braces there gives way to what is known."""

import re
from collections.abc import Collection

from bot.domain.documents import Document, Readers
from bot.domain.incident import Incident
from bot.domain.rules.roles import COMMANDER
from bot.views.documents.storage import Storage, escape

_PLACE = re.compile(r"<p(?:\s[^>]*)?>\s*\{\{\s*(\w+)\s*\}\}\s*</p>|\{\{\s*(\w+)\s*\}\}")
"""One that has a paragraph for itself takes its place; what has been filled in is never looked through."""


def fill(template: str, document: Document, incident: Incident, readers: Readers) -> str:
    """What nobody knows of stays as it is, so that people see it."""
    storage = Storage(readers)
    known = {section.key: storage.body(section) for section in document.sections}
    known |= {name: escape(said) for name, said in _words(document, incident, readers).items()}
    return _PLACE.sub(lambda found: _said(found, known), template)


def _said(found: re.Match[str], known: dict[str, str]) -> str:
    said = known.get((found[1] or found[2]).lower())
    if said is None:
        return found[0]
    return f"<p>{said}</p>" if found[1] and not said.startswith("<") else said


def _words(document: Document, incident: Incident, readers: Readers) -> dict[str, str]:
    """What is a word or a line."""
    commander = incident.holder(COMMANDER)
    return {
        "ref": incident.ref,
        "title": incident.title,
        "heading": document.title,
        "priority": incident.priority,
        "category": incident.category,
        "date": f"{incident.opened_at.astimezone(readers.zone):%Y-%m-%d}",
        "commander": readers.name(commander) if commander else "nobody",
    }


def names() -> frozenset[str]:
    """Give the words that are always known, so that a template can be checked."""
    return frozenset({"ref", "title", "heading", "priority", "category", "date", "commander"})


def unknown(template: str, parts: Collection[str]) -> list[str]:
    """Name what stands in double braces there and nothing will be put for. parts: of a post-mortem."""
    known = names() | set(parts)
    asked = (found[1] or found[2] for found in _PLACE.finditer(template))
    return sorted({name for name in asked if name.lower() not in known})
