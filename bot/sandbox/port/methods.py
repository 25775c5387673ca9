"""Every call that Port answers here.

https://docs.port.io/api-reference/create-multiple-entities and its neighbours
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.port import rules
from bot.sandbox.port.errors import ApiError
from bot.sandbox.port.rules import Manner
from bot.sandbox.port.shapes import blueprint, entity
from bot.sandbox.port.site import CLIENT, PREFIX, Site
from bot.sandbox.rest.addresses import Route, starred
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

MOST = 20
"""Entities of one bulk."""

FLAGS = {"true": True, "false": False}


@dataclass(frozen=True)
class Call:
    site: Site
    query: Mapping[str, str]
    sent: Any
    path: Mapping[str, str]

    @property
    def body(self) -> Json:
        if not isinstance(self.sent, dict):
            raise ApiError("body must be object")
        return self.sent

    @property
    def manner(self) -> Manner:
        names = ("upsert", "merge", "create_missing_related_entities", "validation_only")
        return Manner(*map(self.flag, names))

    def flag(self, name: str) -> bool:
        said = self.query.get(name, "false")
        if said not in FLAGS:
            raise ApiError(f"querystring/{name} must be boolean")
        return FLAGS[said]


Handler = Callable[[Call], Answer]


def token(call: Call) -> Answer:
    if not call.site.knows(call.body.get("clientId"), call.body.get("clientSecret")):
        raise ApiError("The client id or the client secret is wrong", 401)
    said, left = call.site.token()
    return Answer(200, {"ok": True, "accessToken": said, "expiresIn": left, "tokenType": "Bearer"})


def list_blueprints(call: Call) -> Answer:
    return Answer(200, {"ok": True, "blueprints": [*map(blueprint, call.site.world.blueprints.values())]})


def show_blueprint(call: Call) -> Answer:
    found = rules.blueprint(call.site.world, call.path["blueprint"])
    return Answer(200, {"ok": True, "blueprint": blueprint(found)})


def make_blueprint(call: Call) -> Answer:
    made = rules.make(call.site.world, call.body, CLIENT)
    return Answer(201, {"ok": True, "blueprint": blueprint(made)})


def list_entities(call: Call) -> Answer:
    of = rules.blueprint(call.site.world, call.path["blueprint"])
    return Answer(200, {"ok": True, "entities": [*map(entity, call.site.world.of(of.identifier))]})


def show_entity(call: Call) -> Answer:
    found = rules.entity(call.site.world, call.path["blueprint"], call.path["entity"])
    return Answer(200, {"ok": True, "entity": entity(found)})


def write_entity(call: Call) -> Answer:
    world = call.site.world
    of = rules.blueprint(world, call.path["blueprint"])
    made, is_new = rules.write(world, of, call.body, call.manner, CLIENT)
    return Answer(201 if is_new else 200, {"ok": True, "entity": entity(made)})


def write_entities(call: Call) -> Answer:
    """Each by itself: what one is refused for does not concern the others."""
    world = call.site.world
    of = rules.blueprint(world, call.path["blueprint"])
    sent = call.body.get("entities")
    if not isinstance(sent, list) or not 0 < len(sent) <= MOST:
        raise ApiError(f"body/entities must be an array of 1 to {MOST} items")
    done, errors = list[Json](), list[Json]()
    for index, said in enumerate(sent):
        place = {
            "identifier": said.get("identifier") if isinstance(said, dict) else "unknown",
            "index": index,
        }
        try:
            made, is_new = rules.write(world, of, said, call.manner, CLIENT)
            done.append({**place, "identifier": made.identifier, "created": is_new})
        except ApiError as error:
            told = {"statusCode": error.status, "error": error.name, "message": error.words}
            errors.append({**place, **told})
    return Answer(207 if errors else 200, {"ok": not errors, "entities": done, "errors": errors})


def remove_entity(call: Call) -> Answer:
    found = rules.entity(call.site.world, call.path["blueprint"], call.path["entity"])
    rules.remove(call.site.world, found, with_dependents=call.flag("delete_dependents"))
    return Answer(200, {"ok": True})


TOKEN = "/v1/auth/access_token"  # noqa: S105  # an address
ROUTES = (
    Route("POST", TOKEN, token),
    Route("GET", "/v1/blueprints", list_blueprints),
    Route("POST", "/v1/blueprints", make_blueprint),
    Route("GET", "/v1/blueprints/{blueprint}", show_blueprint),
    Route("GET", "/v1/blueprints/{blueprint}/entities", list_entities),
    Route("POST", "/v1/blueprints/{blueprint}/entities", write_entity),
    Route("POST", "/v1/blueprints/{blueprint}/entities/bulk", write_entities),
    Route("GET", "/v1/blueprints/{blueprint}/entities/{entity}", show_entity),
    Route("DELETE", "/v1/blueprints/{blueprint}/entities/{entity}", remove_entity),
)


def names() -> list[str]:
    """What faults may match, identifiers as a star."""
    return [f"{one.method} {PREFIX}{starred(one.template)}" for one in ROUTES]
