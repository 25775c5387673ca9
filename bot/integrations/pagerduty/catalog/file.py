"""The mapping file on the disk: read anew when it changes, and the last good one kept where it is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from bot.domain.catalog import CatalogMapping
from bot.domain.catalog import reading as written
from bot.domain.errors import UserError
from bot.integrations.pagerduty.catalog.evaluator import Jq

OFF = "off"
USUAL = "data/catalog.yml"
HERE = Path(__file__).parents[3]

At = tuple[str | int, ...]


@dataclass(frozen=True)
class CatalogFile:
    path: Path

    @property
    def content(self) -> str:
        """Raises UserError where it cannot be read."""
        try:
            return self.path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
            raise UserError(f"{self.path}: {why}. CATALOG_FILE names the mapping of the catalog.") from error

    @property
    def present(self) -> str:
        """The same; empty where it cannot be read."""
        try:
            return self.content
        except UserError:
            return ""

    async def read(self, jq: Jq) -> CatalogMapping:
        """Raises UserError that names every fault with its line, its field and its expression."""
        found = parsed(self.content, str(self.path))
        places = [(block, name, one) for block in found.blocks for name, one in block.fields.items()]
        faults = await jq.faults([one.text for _, _, one in places])
        wrong = [
            f"{self.path}, line {one.line}, {name} of resource {block.number} ({block.kind}): "
            f"`{one.text}` is no expression of jq: {why}."
            for (block, name, one), why in zip(places, faults, strict=True)
            if why
        ]
        if wrong:
            raise UserError("\n".join(wrong))
        return found


def file_of(settings: Mapping[str, str]) -> CatalogFile | None:
    """Give the one that CATALOG_FILE names; the usual one also where it only came with Firebell."""
    name = settings["catalog_file"]
    if name == OFF:
        return None
    path = Path(name)
    if name == USUAL and not path.exists():
        path = next((one for one in (HERE / USUAL, HERE.parent / USUAL) if one.exists()), path)
    return CatalogFile(path)


def parsed(text: str, name: str) -> CatalogMapping:
    """Read it without looking into its expressions. Raises UserError."""
    try:
        node = yaml.compose(text, yaml.SafeLoader)
        said = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        why = getattr(error, "problem", None) or "it cannot be read"
        raise UserError(f"{name}, line {line}: this is no YAML: {why}.") from error
    found = written.read(said, dict(_lines(node, ())) if node else {}, name)
    return replace(found, text=text)


def _lines(node: Any, at: At) -> Iterator[tuple[At, int]]:
    """Give where each value stands."""
    yield at, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*at, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from _lines(value, (*at, place))
