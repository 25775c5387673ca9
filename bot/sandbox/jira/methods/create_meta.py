"""What an issue can be made with: the form for everything at once, and the one by project and type.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-createmeta-get
"""

from bot.sandbox.jira.errors import not_found
from bot.sandbox.jira.fields import screens
from bot.sandbox.jira.rest.call import Call, route
from bot.sandbox.jira.rest.paging import page
from bot.sandbox.jira.shapes import setup
from bot.sandbox.jira.world.setup import IssueType, Project
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json


@route("GET", "/issue/createmeta", only="Cloud")
def everything(call: Call) -> Answer:
    """The old form; fields are shown where expand asks for them."""
    keys = {key.upper() for key in call.many("projectKeys")}
    ids = set(call.many("projectIds"))
    found = [
        one
        for one in call.world.projects.values()
        if (not keys or one.key in keys) and (not ids or one.id in ids)
    ]
    return Answer(200, {"expand": "projects", "projects": [_project(call, one) for one in found]})


def _project(call: Call, one: Project) -> Json:
    shown = setup.project(call.frame, one)
    head = {key: shown[key] for key in ("self", "id", "key", "name", "avatarUrls")}
    return {
        "expand": "issuetypes",
        **head,
        "issuetypes": [_type(call, one, each) for each in _types(call, one)],
    }


def _types(call: Call, one: Project) -> list[IssueType]:
    """Of the project, those that are asked for by id or name."""
    ids, names = set(call.many("issuetypeIds")), set(call.query.getall("issuetypeNames", []))
    known = [call.world.types[each] for each in one.types]
    return [each for each in known if (not ids or each.id in ids) and (not names or each.name in names)]


def _type(call: Call, project: Project, one: IssueType) -> Json:
    shown = setup.issue_type(call.frame, one)
    if not any("fields" in each for each in call.many("expand")):
        return shown
    fields = screens.create_fields(call.frame, project, one)
    return {**shown, "expand": "fields", "fields": {each["key"]: each for each in fields}}


@route("GET", "/issue/createmeta/{project}/issuetypes")
def issue_types(call: Call) -> Answer:
    known = [call.world.types[each] for each in call.project().types]
    name = "issueTypes" if call.site.is_cloud else "values"
    return page(call, known, lambda one: setup.issue_type(call.frame, one), name)


@route("GET", "/issue/createmeta/{project}/issuetypes/{type}")
def fields(call: Call) -> Answer:
    project, number = call.project(), call.path["type"]
    if number not in project.types:
        raise not_found(f"The issue type with id '{number}' does not exist in project '{project.key}'.")
    known = screens.create_fields(call.frame, project, call.world.types[number])
    name = "fields" if call.site.is_cloud else "values"
    return page(call, known, lambda one: {**one, "fieldId": one["key"]}, name)
