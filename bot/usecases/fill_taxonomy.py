"""Give a new workspace its first taxonomy."""

from collections.abc import Mapping
from typing import Any

from bot.domain.taxonomy.document import flat, parse
from bot.store import taxonomy
from bot.usecases.unit import Unit


def fill_taxonomy(_unit: Unit, document: Mapping[str, Any]) -> bool:
    """Take `document` (data/defaults.yml's shape) where nothing is there yet, and say whether it was taken.

    Raises UserError naming the entry that cannot be read.
    """
    if not taxonomy.is_empty():
        return False
    sections = flat(document)
    parse(sections)
    taxonomy.fill(sections)
    return True
