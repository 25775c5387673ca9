"""Which fields stand where: on the screen that makes an issue, that edits it, that a transition shows."""

from collections.abc import Iterator

from bot.sandbox.jira.fields.kinds import KINDS, schema
from bot.sandbox.jira.shapes import setup
from bot.sandbox.jira.shapes.frame import Frame
from bot.sandbox.jira.world import World
from bot.sandbox.jira.world.setup import Field, IssueType, Project
from bot.sandbox.world import Json

NEVER = frozenset({"resolution"})
"""Set by transitions alone."""
REQUIRED = frozenset({"summary", "project", "issuetype"})
DEFAULTS = {"priority": "3"}
MISSING = {"summary": "You must specify a summary of the issue."}


def settable(world: World, project: Project) -> Iterator[Field]:
    """Those of the screens that make and edit an issue."""
    return (one for one in world.fields_of(project) if one.kind in KINDS and one.id not in NEVER)


def is_required(field: Field, project: Project) -> bool:
    return field.id in REQUIRED or bool(field.screens and field.screens.get(project.key))


def missing_words(field: Field) -> str:
    return MISSING.get(field.id, f"{field.name} is required.")


def create_fields(frame: Frame, project: Project, issue_type: IssueType) -> list[Json]:
    """Create metadata, with project and type, whose values are given."""
    fixed = (
        ("issuetype", "Issue Type", "issuetype", setup.issue_type(frame, issue_type)),
        ("project", "Project", "project", setup.project(frame, project)),
    )
    head = [
        {
            **_meta(key, name, {"type": kind, "system": key}, ["set"] if key == "project" else []),
            "required": True,
            "allowedValues": [value],
        }
        for key, name, kind, value in fixed
    ]
    return [*head, *(meta(frame, project, one) for one in settable(frame.world, project))]


def meta(frame: Frame, project: Project, field: Field, *, required: bool | None = None) -> Json:
    kind = KINDS[field.kind]
    said = _meta(field.id, field.name, schema(field), kind.operations)
    said["required"] = is_required(field, project) if required is None else required
    allowed = kind.allowed(frame, project, field)
    if allowed is not None:
        said["allowedValues"] = allowed
    if field.kind in {"user", "labels"}:
        said["autoCompleteUrl"] = _completes(frame, project, field)
    if field.id in DEFAULTS:
        said["hasDefaultValue"] = True
        said["defaultValue"] = kind.show(frame, field, DEFAULTS[field.id])
    return said


def _meta(key: str, name: str, described: Json, operations: list[str]) -> Json:
    head = {"required": False, "schema": described, "name": name, "key": key}
    return {**head, "hasDefaultValue": False, "operations": operations}


def _completes(frame: Frame, project: Project, field: Field) -> str:
    if field.kind == "labels":
        return f"{frame.site.home}/rest/api/1.0/labels/suggest?query="
    if field.id == "assignee":
        return frame.at(f"user/assignable/search?project={project.key}&query=")
    return frame.at("user/recommend?context=Reporter&query=")
