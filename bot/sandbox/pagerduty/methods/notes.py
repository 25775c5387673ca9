"""The notes of an incident.

https://developer.pagerduty.com/api-reference/a1ac30b13ce79-list-notes-for-an-incident
"""

from bot.sandbox.pagerduty.errors import invalid, not_found
from bot.sandbox.pagerduty.rest.call import Call, route, text
from bot.sandbox.pagerduty.rules import incidents as rules
from bot.sandbox.pagerduty.shapes import incidents as shapes
from bot.sandbox.pagerduty.world.incidents import Incident, Note
from bot.sandbox.rest.answers import Answer


@route("GET", "/incidents/{id}/notes")
def list_notes(call: Call) -> Answer:
    """Newest first, all at once."""
    one: Incident = call.found("incident")
    return Answer(200, {"notes": [shapes.note(call.frame, note) for note in reversed(one.notes.values())]})


@route("POST", "/incidents/{id}/notes")
def add(call: Call) -> Answer:
    one: Incident = call.found("incident")
    made = rules.note(call.account, one, call.hand, _content(call))
    return Answer(200, {"note": shapes.note(call.frame, made)})


@route("PUT", "/incidents/{id}/notes/{note}")
def change(call: Call) -> Answer:
    note = _note(call)
    note.content, note.updated = _content(call), call.account.clock.now()
    return Answer(200, {"note": shapes.note(call.frame, note)})


@route("DELETE", "/incidents/{id}/notes/{note}")
def delete(call: Call) -> Answer:
    one: Incident = call.found("incident")
    del one.notes[_note(call).id]
    return Answer(204)


def _note(call: Call) -> Note:
    one: Incident = call.found("incident")
    found = one.notes.get(call.path["note"])
    if found is None:
        raise not_found()
    return found


def _content(call: Call) -> str:
    if not (content := text(call.wrapped("note"), "content")).strip():
        raise invalid("Content cannot be empty")
    return content
