"""The organisation as data: blueprints, and entities in them. Nothing here knows HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.sandbox.world import Json


def now() -> str:
    """A moment as Port writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass
class Blueprint:
    """`said`: as whoever made it wrote it."""

    identifier: str
    said: Json
    by: str
    created: str = field(default_factory=now)

    @property
    def properties(self) -> dict[str, Json]:
        return dict((self.said.get("schema") or {}).get("properties") or {})

    @property
    def required(self) -> list[str]:
        return list((self.said.get("schema") or {}).get("required") or [])

    @property
    def relations(self) -> dict[str, Json]:
        return dict(self.said.get("relations") or {})


@dataclass
class Entity:
    """`writes`: how often it was written, which Port itself does not say."""

    blueprint: str
    identifier: str
    title: str
    by: str
    properties: Json = field(default_factory=dict)
    relations: Json = field(default_factory=dict)
    created: str = field(default_factory=now)
    updated: str = field(default_factory=now)
    writes: int = 1

    def names(self, relation: str) -> list[str]:
        """What it is related to by this."""
        said = self.relations.get(relation)
        return said if isinstance(said, list) else [] if said is None else [said]


@dataclass
class World:
    blueprints: dict[str, Blueprint] = field(default_factory=dict)
    entities: dict[tuple[str, str], Entity] = field(default_factory=dict)

    def of(self, blueprint: str) -> list[Entity]:
        return [one for one in self.entities.values() if one.blueprint == blueprint]

    def dependents(self, target: Entity) -> Iterator[tuple[Entity, str, bool]]:
        """What is related to it, by which relation, and whether it must be."""
        kind = target.blueprint
        leading = {
            one.identifier: {name: said for name, said in one.relations.items() if said.get("target") == kind}
            for one in self.blueprints.values()
        }
        if any(leading.values()):
            for one in list(self.entities.values()):
                for name, relation in leading[one.blueprint].items():
                    if target.identifier in one.names(name):
                        yield one, name, bool(relation.get("required"))
