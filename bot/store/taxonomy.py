"""The taxonomy's rows."""

from collections.abc import Mapping
from typing import Any

from bot.domain.taxonomy import Taxonomy
from bot.domain.taxonomy_document import SECTIONS, parse
from bot.store.tables import TaxonomyEntry


def load() -> Taxonomy:
    """Read all of it in one query."""
    document: dict[str, dict[str, Any]] = {section: {} for section in SECTIONS}
    for entry in TaxonomyEntry.select().order_by(TaxonomyEntry.position):
        document[entry.section][entry.key] = entry.said
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
