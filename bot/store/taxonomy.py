"""The taxonomy's rows."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy.document import SECTIONS, parse
from bot.store.engine import locks
from bot.store.tables import TaxonomyEntry

Rows = tuple[tuple[str, str, str], ...]


def load() -> Taxonomy:
    """Read all of it in one query; parsing is what takes time, and the same rows are parsed once."""
    return _parsed(_rows())


def document() -> dict[str, dict[str, Any]]:
    """Give all of it as flat sections, to be changed."""
    return _document(_rows())


def lock() -> None:
    """Nobody else changes it until this transaction ends."""
    locks.alone(TaxonomyEntry)


def replace(document: Mapping[str, Mapping[str, Any]]) -> None:
    """Make the rows equal to a flat document."""
    TaxonomyEntry.delete().execute()
    fill(document)


def _rows() -> Rows:
    rows: Any = TaxonomyEntry.select(
        TaxonomyEntry.section, TaxonomyEntry.key, TaxonomyEntry.said.cast("TEXT")
    ).order_by(TaxonomyEntry.position)
    return tuple(rows.tuples())


@lru_cache(maxsize=4)
def _parsed(rows: Rows) -> Taxonomy:
    return parse(_document(rows))


def _document(rows: Rows) -> dict[str, dict[str, Any]]:
    """Read the rows; a section that is there no more is passed over."""
    document: dict[str, dict[str, Any]] = {section: {} for section in SECTIONS}
    for section, key, said in rows:
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
