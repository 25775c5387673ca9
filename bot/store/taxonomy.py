"""The taxonomy's rows."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy.document import SECTIONS, parse
from bot.store.engine import kept, locks, whole
from bot.store.engine.statement import Statement
from bot.store.tables import TaxonomyEntry

_ENTRY = TaxonomyEntry
_ALL = Statement(lambda: whole.text(_ENTRY, _ENTRY.position, _ENTRY.section, _ENTRY.key, _ENTRY.said))


def load() -> Taxonomy:
    """Read all of it, as every use case does: in one row, once a transaction, and parsed once for all."""
    return _parsed(kept.once(_text))


def document() -> dict[str, dict[str, Any]]:
    """Give all of it as flat sections, to be changed."""
    return _document(kept.once(_text))


def lock() -> None:
    """Nobody else changes it, or writes by what it said, until this transaction ends.

    First of all: two that have read it already would wait for each other.
    """
    locks.alone(TaxonomyEntry)
    kept.forget(_text)


def replace(document: Mapping[str, Mapping[str, Any]]) -> None:
    """Make the rows equal to a flat document."""
    TaxonomyEntry.delete().execute()
    fill(document)


def _text() -> str:
    locks.by(TaxonomyEntry)
    row = _ALL.row()
    assert row  # there is one, be the table empty
    return str(row[0])


@lru_cache(maxsize=4)
def _parsed(text: str) -> Taxonomy:
    return parse(_document(text))


def _document(text: str) -> dict[str, dict[str, Any]]:
    """Read the rows, which come in any order; a section that is there no more is passed over."""
    document: dict[str, dict[str, Any]] = {section: {} for section in SECTIONS}
    for _position, section, key, said in sorted(json.loads(text)):
        if section in document:
            document[section][key] = json.loads(said)
    return document


def is_empty() -> bool:
    return not TaxonomyEntry.select().exists()


def fill(document: Mapping[str, Mapping[str, Any]]) -> None:
    """Write every entry of a flat document."""
    entries = [(section, key, said) for section in SECTIONS for key, said in document[section].items()]
    TaxonomyEntry.insert_many(
        {"section": section, "key": key, "position": position, "said": said}
        for position, (section, key, said) in enumerate(entries)
    ).execute()
    kept.forget(_text)
