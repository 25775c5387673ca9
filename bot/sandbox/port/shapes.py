"""Blueprints and entities as Port shows them."""

from bot.sandbox.port.world import Blueprint, Entity
from bot.sandbox.world import Json


def blueprint(one: Blueprint) -> Json:
    when = {"createdAt": one.created, "createdBy": one.by, "updatedAt": one.created, "updatedBy": one.by}
    return {**one.said, **when}


def entity(one: Entity) -> Json:
    return {
        "identifier": one.identifier,
        "title": one.title,
        "icon": None,
        "blueprint": one.blueprint,
        "team": [],
        "properties": one.properties,
        "relations": one.relations,
        "createdAt": one.created,
        "createdBy": one.by,
        "updatedAt": one.updated,
        "updatedBy": one.by,
    }
