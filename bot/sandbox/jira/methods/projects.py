"""Projects, their types and statuses, their components.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/
"""

from bot.sandbox.jira.errors import ApiError, not_found, wrong
from bot.sandbox.jira.rest.call import Call, route
from bot.sandbox.jira.rest.paging import page
from bot.sandbox.jira.shapes import setup
from bot.sandbox.jira.world import named
from bot.sandbox.jira.world.setup import Component
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json


@route("GET", "/project")
def all_projects(call: Call) -> Answer:
    return Answer(200, [setup.project(call.frame, one) for one in call.world.projects.values()])


@route("GET", "/project/search", only="Cloud")
def search(call: Call) -> Answer:
    asked, keys = call.query.get("query", "").casefold(), {key.upper() for key in call.many("keys")}
    found = [
        one
        for one in call.world.projects.values()
        if asked in f"{one.key} {one.name}".casefold() and (not keys or one.key in keys)
    ]
    answer = page(call, found, lambda one: setup.project(call.frame, one))
    return Answer(200, {"self": call.frame.at("project/search"), **answer.body})


@route("GET", "/project/{project}")
def project(call: Call) -> Answer:
    return Answer(200, setup.whole_project(call.frame, call.project()))


@route("GET", "/project/{project}/statuses")
def statuses(call: Call) -> Answer:
    one, frame = call.project(), call.frame
    known = [setup.status(frame, call.world.statuses[each]) for each in one.workflow.statuses]

    def with_statuses(number: str) -> Json:
        kind = setup.issue_type(frame, call.world.types[number])
        return {**{key: kind[key] for key in ("self", "id", "name", "subtask")}, "statuses": known}

    return Answer(200, [with_statuses(each) for each in one.types])


@route("GET", "/project/{project}/components")
def components(call: Call) -> Answer:
    found = call.world.components_of(call.project())
    return Answer(200, [setup.whole_component(call.frame, one) for one in found])


@route("GET", "/project/{project}/versions")
def versions(call: Call) -> Answer:
    """There are none."""
    assert call.project()
    return Answer(200, [])


@route("GET", "/component/{component}")
def component(call: Call) -> Answer:
    found = call.world.components.get(call.path["component"])
    if found is None:
        raise not_found(f"The component with id {call.path['component']} does not exist.")
    return Answer(200, setup.whole_component(call.frame, found))


@route("POST", "/component")
def add_component(call: Call) -> Answer:
    name, key = call.body.get("name"), call.body.get("project")
    project = call.world.project(str(key))
    if project is None:
        raise not_found(f"No project could be found with key '{key}'.")
    if not isinstance(name, str) or not name.strip():
        raise wrong({"name": "The component name specified is invalid - cannot be an empty string."})
    if named(call.world.components_of(project), name):
        raise wrong({"name": f"A component with the name {name} already exists in this project."})
    description = call.body.get("description") or ""
    if not isinstance(description, str):
        raise ApiError("The description must be a string.")
    made = Component(call.world.number(), project.id, name.strip(), description)
    call.world.components[made.id] = made
    return Answer(201, setup.whole_component(call.frame, made))
