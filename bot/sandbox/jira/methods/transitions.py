"""An issue's transitions: those that lead on from where it stands, and one of them taken.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-transitions-get
"""

from typing import Any

from bot.sandbox.jira.errors import ApiError, wrong
from bot.sandbox.jira.fields import screens, values
from bot.sandbox.jira.fields.reading import document
from bot.sandbox.jira.fields.said import WrongValueError
from bot.sandbox.jira.rest.call import Call, route
from bot.sandbox.jira.rules import moving, talking
from bot.sandbox.jira.shapes import setup
from bot.sandbox.jira.world.issues import Issue
from bot.sandbox.jira.world.setup import Move
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json


@route("GET", "/issue/{issue}/transitions")
def list_transitions(call: Call) -> Answer:
    found = listed(call, call.issue())
    if wanted := call.query.get("transitionId"):
        found = [one for one in found if one["id"] == wanted]
    return Answer(200, {"expand": "transitions", "transitions": found})


def listed(call: Call, one: Issue) -> list[Json]:
    return [_shown(call, one, move) for move in moving.moves(call.world, one)]


def _shown(call: Call, one: Issue, move: Move) -> Json:
    """Its screen's fields where expand asks for them."""
    said: Json = {
        "id": move.id,
        "name": move.name,
        "to": setup.status(call.frame, call.world.statuses[move.target]),
        "hasScreen": bool(move.asks),
        "isGlobal": False,
        "isInitial": False,
        "isAvailable": True,
        "isConditional": False,
        "isLooped": False,
    }
    if call.expands("transitions.fields"):
        project = call.world.projects[one.project]
        asked = (
            screens.meta(call.frame, project, call.world.fields[name], required=True) for name in move.asks
        )
        said["fields"] = {field["key"]: field for field in asked}
    return said


@route("POST", "/issue/{issue}/transitions")
def take(call: Call) -> Answer:
    one, move = call.issue(), _wanted(call)
    update = call.mapping("update")
    said = comments_of(call, update)
    project = call.world.projects[one.project]
    known = [call.world.fields[name] for name in move.asks]
    read = values.read(call.said_in(project), known, call.body.get("fields") or {}, update, one.values)
    missing = [field for field in known if not read.get(field.id)]
    if missing:
        raise wrong({field.id: f"{field.name} is required." for field in missing})
    moving.move(call.site, call.user, one, move, read)
    for body in said:
        talking.add(call.site, call.user, one, body)
    return Answer(204)


def _wanted(call: Call) -> Move:
    wish = call.body.get("transition")
    number = str(wish.get("id", "")) if isinstance(wish, dict) else ""
    if not number:
        raise ApiError("Missing 'transition' identifier")
    one = call.issue()
    for move in moving.moves(call.world, one):
        if move.id == number:
            return move
    workflow = call.world.projects[one.project].workflow
    other = next((move for move in workflow.moves if move.id == number), None)
    if other is None:
        raise ApiError(f"Transition id '{number}' is not valid for this issue.")
    raise ApiError(
        "It seems that you have tried to perform an illegal workflow operation. "
        f"The operation '{other.name}' is not valid for the current state of this issue ({one.key}). "
        "The likely cause is that somebody has changed the issue recently, "
        "please look at the issue history for details."
    )


def comments_of(call: Call, update: Json) -> list[Json]:
    """The comments that an update adds, taken out of it."""
    operations: Any = update.pop("comment", None) or []
    try:
        read = [document(call.version, one["add"]["body"]) for one in operations]
    except (KeyError, TypeError, WrongValueError):
        raise wrong({"comment": "Comment body is not valid!"}) from None
    if not all(read):
        raise wrong({"comment": "Comment body can not be empty!"})
    return [one for one in read if one]
