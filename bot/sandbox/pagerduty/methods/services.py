"""Services, and what is told of the account: priorities, abilities.

https://developer.pagerduty.com/api-reference/e960cca205c0f-list-services
"""

from bot.sandbox.pagerduty import hooks, ids
from bot.sandbox.pagerduty.errors import ApiError, invalid, not_found
from bot.sandbox.pagerduty.rest.call import Call, one_of, route, text
from bot.sandbox.pagerduty.rest.paging import matching, page
from bot.sandbox.pagerduty.shapes import setup as shapes
from bot.sandbox.pagerduty.world.things import Service
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

ABILITIES = (
    "advanced_reports",
    "coordinated_responding",
    "event_rules",
    "incident_workflows",
    "manage_api_keys",
    "manage_schedules",
    "read_only_users",
    "service_support_hours",
    "sso",
    "team_responders",
    "teams",
    "urgencies",
)


@route("GET", "/services")
def list_services(call: Call) -> Answer:
    teams, name = set(call.many("team_ids")), call.query.get("name")
    found = [
        one
        for one in matching(call, [*call.account.world.services.values()])
        if (not teams or teams & set(one.teams)) and (name is None or one.name == name)
    ]
    found.sort(key=lambda one: one.name.casefold(), reverse=call.query.get("sort_by") == "name:desc")
    return page(call, "services", found, lambda one: shapes.service(call.frame, one))


@route("GET", "/services/{id}")
def show(call: Call) -> Answer:
    return _shown(call, call.found("service"))


@route("POST", "/services")
def create(call: Call) -> Answer:
    said, world = call.wrapped("service"), call.account.world
    if not (name := text(said, "name").strip()):
        raise invalid("Name cannot be empty")
    if any(one.name == name for one in world.services.values()):
        raise invalid("Name has already been taken")
    policy = call.referred("escalation_policy", said.get("escalation_policy"), "Escalation policy")
    number, now = ids.configured(), call.account.clock.now()
    made = Service(number, name, policy, now, ids.key(number)[:32], ids.configured())
    _change(made, said)
    world.services[made.id] = made
    hooks.emit_service(call.account, "service.created", made)
    return _shown(call, made, status=201)


@route("PUT", "/services/{id}")
def change(call: Call) -> Answer:
    one: Service = call.found("service")
    said = call.wrapped("service")
    if "escalation_policy" in said:
        one.policy = call.referred("escalation_policy", said["escalation_policy"], "Escalation policy")
    _change(one, said)
    hooks.emit_service(call.account, "service.updated", one)
    return _shown(call, one)


@route("DELETE", "/services/{id}")
def delete(call: Call) -> Answer:
    one: Service = call.found("service")
    if any(each.service == one.id for each in call.account.world.open_incidents()):
        raise ApiError(2001, "Service has open incidents")
    hooks.emit_service(call.account, "service.deleted", one)
    del call.account.world.services[one.id]
    return Answer(204)


def _shown(call: Call, one: Service, status: int = 200) -> Answer:
    return Answer(status, {"service": shapes.service(call.frame, one)})


def _change(one: Service, said: Json) -> None:
    one.name = text(said, "name", one.name) or one.name
    one.description = text(said, "description", one.description)
    if status := one_of(said, "status", ("active", "disabled", "maintenance", "warning", "critical")):
        one.is_disabled = status == "disabled"
    for name in ("acknowledgement_timeout", "auto_resolve_timeout"):
        if name in said:
            setattr(one, name, _timeout(said, name))


def _timeout(said: Json, name: str) -> int | None:
    """Seconds; null and 0 are never."""
    value = said[name]
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        raise invalid(f"{name.replace('_', ' ').capitalize()} must be a number of seconds")
    return value or None


@route("GET", "/priorities")
def list_priorities(call: Call) -> Answer:
    """Most severe first."""
    found = [*call.account.world.priorities.values()]
    if not found:
        raise ApiError(2012, "Account does not have the ability: priorities", status=402)
    return page(call, "priorities", found, lambda one: shapes.priority(call.frame, one))


@route("GET", "/abilities")
def list_abilities(_: Call) -> Answer:
    return Answer(200, {"abilities": list(ABILITIES)})


@route("GET", "/abilities/{id}")
def test_ability(call: Call) -> Answer:
    if call.path["id"] in ABILITIES:
        return Answer(204)
    raise not_found()
