"""The taxonomy's rows."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy_document import SECTIONS, parse
from bot.store.tables import TaxonomyEntry


def load() -> Taxonomy:
    """Read all of it in one query; parsing is what takes time, and the same rows are parsed once."""
    rows = TaxonomyEntry.select(
        TaxonomyEntry.section, TaxonomyEntry.key, TaxonomyEntry.said.cast("TEXT")
    ).order_by(TaxonomyEntry.position)
    return _parsed(tuple(rows.tuples()))


@lru_cache(maxsize=4)
def _parsed(rows: tuple[tuple[str, str, str], ...]) -> Taxonomy:
    document: dict[str, dict[str, Any]] = {section: {} for section in SECTIONS}
    for section, key, said in rows:
        document[section][key] = json.loads(said)
    return parse(document)


def is_empty() -> bool:
    return not TaxonomyEntry.select().exists()


def fill(document: Mapping[str, Mapping[str, Any]]) -> None:
    """Write every entry of a flat document."""
    entries = [(section, key, said) for section in SECTIONS for key, said in document[section].items()]
    TaxonomyEntry.insert_many(
        {"section": section, "key": key, "position": position, "said": said}
        for position, (section, key, said) in enumerate(entries)
    ).execute()
