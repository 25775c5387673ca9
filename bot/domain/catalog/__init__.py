"""The catalog: how things are mapped to entities, what these are, and what could not be mapped."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

QUERY, IDENTIFIER, BLUEPRINT, TITLE = "query", "identifier", "blueprint", "title"
PROPERTIES, RELATIONS = "properties", "relations"

ON_CALL, ANALYTICS = "__oncall_user", "__analytics"
CUSTOM_FIELDS, EMAIL = "__custom_fields", "__email"
"""What things get besides what PagerDuty's lists say of them."""

NAMED = 3
"""Entities that are named of many."""


@dataclass(frozen=True)
class Expression:
    """One expression of jq. `line`: where it stands in the file; 0 where it stands in none."""

    text: str
    line: int = 0


@dataclass(frozen=True)
class Block:
    """What is made of the things of one kind. `number`: its place in the file, from 1 on.

    `fields`: each with its expression: `query`, `identifier`, `properties.status` and the like.
    `params`: what PagerDuty is asked with, as its API calls it. `extras`: what things may get besides, where
    an expression asks for it. `months`: over how many a service's figures are counted.
    """

    number: int
    kind: str
    fields: Mapping[str, Expression]
    params: Mapping[str, Any] = field(default_factory=dict)
    extras: frozenset[str] = frozenset({ON_CALL, EMAIL})
    months: int = 3

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(one.text for one in self.fields.values())

    def asks(self, name: str) -> bool:
        """Tell whether one of its expressions names this."""
        return any(name in text for text in self.texts)


@dataclass(frozen=True)
class CatalogMapping:
    """The whole file. `creates_missing`, `deletes_dependents`: what becomes of the others in Port.

    `text`: what stands in it.
    """

    blocks: tuple[Block, ...]
    creates_missing: bool = True
    deletes_dependents: bool = True
    text: str = ""

    def by_kind(self) -> dict[str, list[Block]]:
        found: dict[str, list[Block]] = {}
        for block in self.blocks:
            found.setdefault(block.kind, []).append(block)
        return found


@dataclass(frozen=True)
class Entity:
    """`source`: the id of what it was made of, empty where that has none. `block`: the one that made it."""

    blueprint: str
    identifier: str
    title: str
    properties: Mapping[str, Any]
    relations: Mapping[str, Any]
    source: str = ""
    block: int = 0

    @property
    def shown(self) -> dict[str, Any]:
        """Give what others get of it."""
        names = (IDENTIFIER, TITLE, BLUEPRINT, PROPERTIES, RELATIONS)
        return {name: getattr(self, name) for name in names}

    @property
    def related(self) -> list[str]:
        """Name what it is related to."""
        said = [one if isinstance(one, list) else [one] for one in self.relations.values()]
        return [str(each) for some in said for each in some if each is not None]

    @property
    def content(self) -> str:
        """Say all that it is, always in the same order."""
        return json.dumps([self.shown, self.source, self.block], sort_keys=True, ensure_ascii=False)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class Misfit:
    """A field that could not be filled. `count`: how often; `sample`: the id of one of them.

    `is_fault`: somebody must mend the file; else it had only nothing to give.
    """

    kind: str
    block: int
    field: str
    expression: str
    count: int
    sample: str
    why: str
    is_fault: bool


class Misfits:
    """Counts what could not be mapped, by block, field and whether it is a fault."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int, str, bool], Misfit] = {}

    def add(self, block: Block, name: str, why: str, sample: str, *, is_fault: bool = True) -> None:
        key = (block.kind, block.number, name, is_fault)
        count = self._found[key].count + 1 if key in self._found else 1
        if key in self._found:
            why, sample = self._found[key].why, self._found[key].sample
        text = block.fields[name].text if name in block.fields else ""
        self._found[key] = Misfit(block.kind, block.number, name, text, count, sample, why[:300], is_fault)

    def of(self, kind: str) -> list[Misfit]:
        return sorted(
            (one for one in self._found.values() if one.kind == kind),
            key=lambda one: (one.block, one.field, one.is_fault),
        )


def few(names: Sequence[str]) -> str:
    """Name some of them, and how many more there are."""
    more = f" and {len(names) - NAMED} more" if names[NAMED:] else ""
    return f"{', '.join(names[:NAMED])}{more}"


def has_fault(misfits: Iterable[Misfit]) -> bool:
    return any(one.is_fault for one in misfits)
