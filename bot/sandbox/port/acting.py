"""What people do in Port itself: `POST /sandbox/act` with `"do": "port"`.

{"user": "ben", "do": "port", "entity": "P123", "blueprint": "pagerdutyService", "title": "By hand"}
To an entity, any of these: title, properties {name: value}, relations {name: identifier}; or delete {true}.
Else: create {a blueprint}, remove {the identifier of one, with all that is in it}, expire {true: no token is
good any more}, set {is_revoked, token_lasts}
"""

from bot.sandbox.errors import Refusal
from bot.sandbox.port import rules, shapes
from bot.sandbox.port.errors import ApiError
from bot.sandbox.port.rules import Manner
from bot.sandbox.port.site import Site
from bot.sandbox.world import Json, Person

WRITTEN = ("title", "properties", "relations")
BY_HAND = Manner(upsert=True, merge=True)


def act(site: Site, person: Person, body: Json) -> Json:
    """Do it as this person; the answer shows the entity that it was about."""
    try:
        about = _done(site, person.name, body)
    except ApiError as error:
        raise Refusal(f"Port refuses: {error.words}.") from None
    site.touch()
    return {"ok": True, "entity": about}


def _done(site: Site, by: str, body: Json) -> Json | None:
    world = site.world
    if "entity" in body:
        return _to_entity(site, by, body)
    if "set" in body:
        site.switches.change(body["set"])
    elif "create" in body:
        rules.make(world, dict(body["create"]), by)
    elif "remove" in body:
        for one in world.of(rules.blueprint(world, str(body["remove"])).identifier):
            del world.entities[one.blueprint, one.identifier]
        rules.unmake(world, str(body["remove"]))
    elif body.get("expire") is True:
        site.expire()
    else:
        raise Refusal("In Port people do something to an entity, or create, remove, expire, set.")
    return None


def _to_entity(site: Site, by: str, body: Json) -> Json | None:
    world = site.world
    one = rules.entity(world, str(body.get("blueprint")), str(body["entity"]))
    if body.get("delete") is True:
        rules.remove(world, one, with_dependents=True)
        return None
    said = {name: body[name] for name in WRITTEN if name in body}
    if not said:
        raise Refusal(f"To an entity people do {', '.join((*WRITTEN, 'delete'))}.")
    of = rules.blueprint(world, one.blueprint)
    made, _ = rules.write(world, of, {"identifier": one.identifier, **said}, BY_HAND, by)
    return shapes.entity(made)
