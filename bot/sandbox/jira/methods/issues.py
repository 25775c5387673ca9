"""Issues: made, read, changed, taken away.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/
"""

from typing import Any

from bot.sandbox.jira.errors import ApiError, wrong
from bot.sandbox.jira.fields import screens, values
from bot.sandbox.jira.fields.kinds import KINDS
from bot.sandbox.jira.fields.said import WrongValueError
from bot.sandbox.jira.methods import transitions
from bot.sandbox.jira.rest.call import Call, route
from bot.sandbox.jira.rest.paging import page
from bot.sandbox.jira.rules import issues as rules
from bot.sandbox.jira.rules import talking
from bot.sandbox.jira.shapes import issues as shapes
from bot.sandbox.jira.world import named
from bot.sandbox.jira.world.issues import Issue
from bot.sandbox.jira.world.setup import IssueType, Project
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

MOST_AT_ONCE = 50
UNSHOWN = ("renderedFields", "operations", "versionedRepresentations")


@route("POST", "/issue")
def create(call: Call) -> Answer:
    made = _made(call, call.body)
    return Answer(201, shapes.head(call.frame, made))


@route("POST", "/issue/bulk")
def create_many(call: Call) -> Answer:
    """Those that can be made are made, and the others told."""
    wishes = call.body.get("issueUpdates")
    if not isinstance(wishes, list) or not 1 <= len(wishes) <= MOST_AT_ONCE:
        raise ApiError(f"Between 1 and {MOST_AT_ONCE} issues can be created at once.")
    made, errors = [], []
    for number, wish in enumerate(wishes):
        try:
            made.append(shapes.head(call.frame, _made(call, wish if isinstance(wish, dict) else {})))
        except ApiError as fault:
            errors.append(
                {"status": fault.status, "elementErrors": fault.body, "failedElementNumber": number}
            )
    return Answer(201 if made else 400, {"issues": made, "errors": errors})


def _made(call: Call, body: Json) -> Issue:
    """The wish is read whole before anything is made."""
    fields = body.get("fields")
    if not isinstance(fields, dict):
        raise ApiError("Field 'fields' is required.")
    project, issue_type = _place(call, fields)
    known = list(screens.settable(call.world, project))
    wish = {name: value for name, value in fields.items() if name not in {"project", "issuetype"}}
    read = _read(call, project, known, wish, body.get("update") or {})
    given = properties(body.get("properties"))
    read = {**screens.DEFAULTS, "reporter": call.user.id, **read}
    missing = [one for one in known if screens.is_required(one, project) and not read.get(one.id)]
    if missing:
        raise wrong({one.id: screens.missing_words(one) for one in missing})
    made = rules.create(call.site, call.user, project, issue_type, read)
    made.properties.update(given)
    return made


def _read(call: Call, project: Project, known: list[Any], fields: Json, update: Json) -> dict[str, Any]:
    """A missing summary is told together with all else that is wrong."""
    try:
        return values.read(call.said_in(project), known, fields, update, {})
    except ApiError as fault:
        if "summary" not in {*fields, *update}:
            fault.body["errors"].setdefault("summary", screens.MISSING["summary"])
        raise


def _place(call: Call, fields: Json) -> tuple[Project, IssueType]:
    said, kind = fields.get("project"), fields.get("issuetype")
    project = call.world.project(str(said.get("id") or said.get("key"))) if isinstance(said, dict) else None
    if project is None:
        raise wrong({"project": "Specify a valid project ID or key"})
    types = [call.world.types[one] for one in project.types]
    found = named(types, str(kind.get("id") or kind.get("name"))) if isinstance(kind, dict) else None
    if found is None:
        raise wrong({"issuetype": "Specify a valid issue type" if kind else "Specify an issue type"})
    return project, found


def properties(said: Any) -> dict[str, Any]:
    """What goes with an issue or a comment, that only programs see."""
    if said is None:
        return {}
    if not isinstance(said, list) or not all(
        isinstance(one, dict) and {"key", "value"} <= set(one) for one in said
    ):
        raise ApiError("Properties must be a list of keys with values.")
    return {str(one["key"]): one["value"] for one in said}


@route("GET", "/issue/{issue}")
def show(call: Call) -> Answer:
    return Answer(200, shown(call, call.issue(), call.many("fields") or ["*all"]))


def shown(call: Call, one: Issue, wanted: list[str]) -> Json:
    """With what expand and properties ask for."""
    if strange := [name for name in UNSHOWN if call.expands(name)]:
        raise ApiError(f"The sandbox does not expand {', '.join(strange)}.")
    said = shapes.issue(call.frame, one, wanted)
    if call.expands("changelog"):
        said["changelog"] = shapes.changelog(call.frame, one)
    if call.expands("transitions"):
        said["transitions"] = transitions.listed(call, one)
    if call.expands("editmeta"):
        said["editmeta"] = _editmeta(call, one)
    if call.expands("names"):
        said["names"] = {field.id: field.name for field in call.world.fields.values()}
    if asked := call.many("properties"):
        found = (
            one.properties
            if "*all" in asked
            else {key: one.properties[key] for key in asked if key in one.properties}
        )
        said["properties"] = dict(found)
    return said


@route("GET", "/issue/{issue}/editmeta")
def edit_meta(call: Call) -> Answer:
    return Answer(200, _editmeta(call, call.issue()))


def _editmeta(call: Call, one: Issue) -> Json:
    project = call.world.projects[one.project]
    found = (screens.meta(call.frame, project, field) for field in screens.settable(call.world, project))
    return {"fields": {field["key"]: field for field in found}}


@route("PUT", "/issue/{issue}")
def edit(call: Call) -> Answer:
    """204, or the issue where it is asked for."""
    one, update = call.issue(), call.mapping("update")
    project = call.world.projects[one.project]
    said = transitions.comments_of(call, update)
    fields = call.body.get("fields") or {}
    known = list(screens.settable(call.world, project))
    read = values.read(call.said_in(project), known, fields, update, one.values)
    for field in known:
        if field.id in read and screens.is_required(field, project) and not read[field.id]:
            raise wrong({field.id: screens.missing_words(field)})
    one.properties.update(properties(call.body.get("properties")))
    rules.edit(call.site, call.user, one, read)
    for body in said:
        talking.add(call.site, call.user, one, body)
    if call.query.get("returnIssue") == "true":
        return Answer(200, shown(call, one, ["*all"]))
    return Answer(204)


@route("DELETE", "/issue/{issue}")
def delete(call: Call) -> Answer:
    rules.delete(call.site, call.user, call.issue())
    return Answer(204)


@route("PUT", "/issue/{issue}/assignee")
def assign(call: Call) -> Answer:
    """{"accountId": null} takes the assignee away, "-1" gives the project's default: nobody."""
    one = call.issue()
    project = call.world.projects[one.project]
    field = call.world.fields["assignee"]
    try:
        read = KINDS["user"].read(call.said_in(project), field, call.body)
    except WrongValueError as fault:
        raise wrong({"assignee": str(fault)}) from None
    rules.edit(call.site, call.user, one, {"assignee": read})
    return Answer(204)


@route("GET", "/issue/{issue}/changelog")
def changelog(call: Call) -> Answer:
    """Oldest first."""
    one = call.issue()
    answer = page(call, one.history, lambda each: shapes.history(call.frame, each))
    return Answer(200, {"self": call.frame.at(f"issue/{one.key}/changelog"), **answer.body})
