"""What Port lets one do to blueprints and entities, and what it refuses.

https://docs.port.io/build-your-software-catalog/customize-integrations/configure-data-model/setup-blueprint/
https://docs.port.io/build-your-software-catalog/custom-integration/api/advanced
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.port.errors import ApiError, no_blueprint, no_entity
from bot.sandbox.port.world import Blueprint, Entity, World, now
from bot.sandbox.world import Json

IDENTIFIER = re.compile(r"[A-Za-z0-9@_.+:\\/=-]{1,255}")
PARTS = {"identifier", "title", "icon", "team", "blueprint", "properties", "relations"}
TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "number": (int, float),
    "boolean": bool,
    "object": dict,
    "array": list,
}


@dataclass(frozen=True)
class Manner:
    """How entities are to be written, as the query of the request says."""

    upsert: bool = False
    merge: bool = False
    creates_missing: bool = False
    only_validates: bool = False


def blueprint(world: World, identifier: str) -> Blueprint:
    found = world.blueprints.get(identifier)
    if found is None:
        raise no_blueprint(identifier)
    return found


def entity(world: World, of: str, identifier: str) -> Entity:
    blueprint(world, of)
    found = world.entities.get((of, identifier))
    if found is None:
        raise no_entity(identifier, of)
    return found


def make(world: World, said: Json, by: str) -> Blueprint:
    """Blueprints of its relations must be there before it."""
    identifier = _identifier(said)
    if identifier in world.blueprints:
        raise ApiError(f'A blueprint with the identifier "{identifier}" already exists', 409)
    if not isinstance(said.get("schema"), dict):
        raise ApiError('body must have required property "schema"')
    made = Blueprint(identifier, said, by)
    for relation in made.relations.values():
        if relation.get("target") not in {identifier, *world.blueprints}:
            raise no_blueprint(str(relation.get("target")))
    world.blueprints[identifier] = made
    return made


def unmake(world: World, identifier: str) -> None:
    """Only an empty one goes that no other is related to."""
    blueprint(world, identifier)
    related = [one for one in world.blueprints.values() if one.identifier != identifier]
    if any(each.get("target") == identifier for one in related for each in one.relations.values()):
        raise ApiError(f'Blueprint "{identifier}" is the target of a relation')
    if world.of(identifier):
        raise ApiError(f'Blueprint "{identifier}" has entities')
    del world.blueprints[identifier]


def write(world: World, of: Blueprint, said: Any, manner: Manner, by: str) -> tuple[Entity, bool]:
    """Give the entity, and whether it is new."""
    if not isinstance(said, dict):
        raise ApiError("body must be object")
    identifier, known = _identifier(said), None
    known = world.entities.get((of.identifier, identifier))
    if known and not manner.upsert:
        raise ApiError(f'An entity with the identifier "{identifier}" already exists', 409)
    if strange := sorted(set(said) - PARTS):
        raise ApiError(f'body must NOT have additional property "{strange[0]}"')
    properties, relations = said.get("properties") or {}, said.get("relations") or {}
    if known and manner.merge:
        properties, relations = {**known.properties, **properties}, {**known.relations, **relations}
    _check_properties(of, properties)
    _check_relations(world, of, relations, manner)
    title = str(said.get("title") or (known.title if known else identifier))
    made = Entity(of.identifier, identifier, title, by, properties, relations)
    if known:
        made.created, made.updated, made.writes = known.created, now(), known.writes + 1
    if not manner.only_validates:
        _make_missing(world, of, relations, by)
        world.entities[of.identifier, identifier] = made
    return made, known is None


def remove(world: World, gone: Entity, *, with_dependents: bool) -> None:
    """What must be related to it goes with it, or keeps it; what only may be is not related any more."""
    found = list(world.dependents(gone))
    if any(required for _, _, required in found) and not with_dependents:
        raise ApiError(f'Entity "{gone.identifier}" has dependents: delete them first')
    del world.entities[gone.blueprint, gone.identifier]
    for one, name, required in found:
        if required and (one.blueprint, one.identifier) in world.entities:
            remove(world, one, with_dependents=True)
        else:
            left = [each for each in one.names(name) if each != gone.identifier]
            one.relations[name] = left if isinstance(one.relations[name], list) else None


def _identifier(said: Json) -> str:
    identifier = said.get("identifier")
    if not isinstance(identifier, str) or not IDENTIFIER.fullmatch(identifier):
        raise ApiError(f'body/identifier must match pattern "^{IDENTIFIER.pattern}$"')
    return identifier


def _check_properties(of: Blueprint, said: Any) -> None:
    if not isinstance(said, dict):
        raise ApiError("body/properties must be object")
    for name, value in said.items():
        rule = of.properties.get(name)
        if rule is None:
            raise ApiError(f'body/properties must NOT have additional property "{name}"')
        kind = str(rule.get("type"))
        is_right = isinstance(value, TYPES.get(kind, object)) and (kind == "boolean") >= isinstance(
            value, bool
        )
        if value is not None and not is_right:
            raise ApiError(f"body/properties/{name} must be {kind}")
        if value is not None and value not in rule.get("enum", [value]):
            raise ApiError(f"body/properties/{name} must be equal to one of the allowed values")
    for name in of.required:
        if said.get(name) is None:
            raise ApiError(f'body/properties must have required property "{name}"')


def _check_relations(world: World, of: Blueprint, said: Any, manner: Manner) -> None:
    if not isinstance(said, dict):
        raise ApiError("body/relations must be object")
    for name, value in said.items():
        rule = of.relations.get(name)
        if rule is None:
            raise ApiError(f'body/relations must NOT have additional property "{name}"')
        targets = value if isinstance(value, list) else [] if value is None else [value]
        if isinstance(value, list) and not rule.get("many"):
            raise ApiError(f"body/relations/{name} must be string")
        for target in targets:
            if not isinstance(target, str) or not IDENTIFIER.fullmatch(target):
                raise ApiError(f"body/relations/{name} must be an identifier")
            if (rule["target"], target) not in world.entities and not manner.creates_missing:
                raise no_entity(target, rule["target"])
    for name, rule in of.relations.items():
        if rule.get("required") and not said.get(name):
            raise ApiError(f'body/relations must have required property "{name}"')


def _make_missing(world: World, of: Blueprint, relations: Json, by: str) -> None:
    """What is related to and not there is made with nothing but its name."""
    for name, value in relations.items():
        target = of.relations[name]["target"]
        for each in value if isinstance(value, list) else [] if value is None else [value]:
            world.entities.setdefault((target, each), Entity(target, each, each, by))
