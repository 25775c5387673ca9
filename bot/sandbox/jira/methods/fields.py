"""Every field there is, and a new one made.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-fields/
"""

from bot.sandbox.jira.errors import ApiError, not_found, wrong
from bot.sandbox.jira.fields.kinds import CUSTOM, KINDS, option, schema
from bot.sandbox.jira.rest.call import Call, route
from bot.sandbox.jira.rest.paging import page
from bot.sandbox.jira.shapes.issues import NOT_NAVIGABLE
from bot.sandbox.jira.world.setup import Field
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

OWN = {
    "issuetype": ("Issue Type", "issuetype"),
    "project": ("Project", "project"),
    "status": ("Status", "status"),
    "creator": ("Creator", "user"),
    "created": ("Created", "datetime"),
    "updated": ("Updated", "datetime"),
    "resolutiondate": ("Resolved", "datetime"),
    "statuscategorychangedate": ("Status Category Changed", "datetime"),
    "comment": ("Comment", "comments-page"),
    "watches": ("Watchers", "watches"),
}
"""Those that Jira alone writes, with name and type."""
KIND_OF = {CUSTOM + kind.suffix: name for name, kind in KINDS.items() if kind.suffix}


@route("GET", "/field")
def all_fields(call: Call) -> Answer:
    own = [_own(key, name, kind) for key, (name, kind) in OWN.items()]
    return Answer(200, [*own, *(_shown(one) for one in call.world.fields.values())])


@route("GET", "/field/search", only="Cloud")
def search(call: Call) -> Answer:
    asked, kinds = call.query.get("query", "").casefold(), call.many("type")
    ids = call.many("id")
    found = [
        one
        for one in call.world.fields.values()
        if asked in one.name.casefold()
        and (not kinds or ("custom" if one.is_custom else "system") in kinds)
        and (not ids or one.id in ids)
    ]
    return page(call, found, lambda one: {"id": one.id, "name": one.name, "schema": schema(one)})


@route("POST", "/field")
def add(call: Call) -> Answer:
    """It stands on no screen yet."""
    call.must_be_admin()
    name, kind = call.body.get("name"), KIND_OF.get(str(call.body.get("type")))
    if not isinstance(name, str) or not name.strip():
        raise wrong({"name": "The name of the custom field must not be empty."})
    if kind is None:
        raise ApiError(f"The sandbox has no custom field type '{call.body.get('type')}'.")
    made = Field(f"customfield_{call.world.number()}", name, kind, screens={})
    call.world.fields[made.id] = made
    return Answer(201, _shown(made))


@route("POST", "/screens/addToDefault/{field}")
def show(call: Call) -> Answer:
    """All projects of the sandbox use the default screen."""
    call.must_be_admin()
    one = call.world.fields.get(call.path["field"])
    if one is None or one.screens is None:
        raise not_found("The field was not found, or is on the screen already.")
    one.screens = None
    return Answer(200, {})


@route("GET", "/customFieldOption/{id}")
def custom_option(call: Call) -> Answer:
    for field in call.world.fields.values():
        for one in field.options:
            if one.id == call.path["id"]:
                return Answer(200, {key: option(call.frame, one)[key] for key in ("self", "value")})
    raise ApiError("A custom field option could not be found.", status=404)


def _own(key: str, name: str, kind: str) -> Json:
    return {
        "id": key,
        "key": key,
        "name": name,
        "custom": False,
        "orderable": key in {"issuetype", "project"},
        "navigable": key not in NOT_NAVIGABLE,
        "searchable": True,
        "clauseNames": [key],
        "schema": {"type": kind, "system": key},
    }


def _shown(one: Field) -> Json:
    clauses = [f"cf[{one.id.removeprefix('customfield_')}]", one.name] if one.is_custom else [one.id]
    return {
        "id": one.id,
        "key": one.id,
        "name": one.name,
        "custom": one.is_custom,
        "orderable": True,
        "navigable": True,
        "searchable": True,
        "clauseNames": clauses,
        "schema": schema(one),
    }
