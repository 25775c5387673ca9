"""One change of a canvas, as an app words it.

https://docs.slack.dev/reference/methods/canvases.edit
"""

from bot.sandbox.slack.api.errors import SlackError, invalid_arguments
from bot.sandbox.slack.files import markdown
from bot.sandbox.world import Json
from bot.sandbox.world.files import Canvas

AT_SECTION = ("insert_before", "insert_after", "delete")
"""Operations that must name the section where they work; `replace` without one replaces everything."""


def apply(canvas: Canvas, changes: object) -> None:
    change = _only(changes)
    operation = change.get("operation")
    if operation == "rename":
        canvas.title = _needed(change, "title_content")
        return
    spot = _spot(canvas, change, is_needed=operation in AT_SECTION)
    if operation == "delete":
        del canvas.sections[spot]
        return
    written = markdown.sections(_needed(change, "document_content"))
    match operation:
        case "insert_at_start":
            canvas.sections[:0] = written
        case "insert_at_end":
            canvas.sections += written
        case "insert_before":
            canvas.sections[spot.start : spot.start] = written
        case "insert_after":
            canvas.sections[spot.stop : spot.stop] = written
        case "replace":
            canvas.sections[spot] = written
        case _:
            raise invalid_arguments("must be a known operation [json-pointer:/changes/0/operation]")


def _only(changes: object) -> Json:
    """The one change: more than one in a call is not supported."""
    if not isinstance(changes, list) or len(changes) != 1 or not isinstance(changes[0], dict):
        raise invalid_arguments("must be a list of one change [json-pointer:/changes]")
    return changes[0]


def _spot(canvas: Canvas, change: Json, *, is_needed: bool) -> slice:
    """Where the named section stands; all of the canvas where none is named."""
    wanted = change.get("section_id")
    if wanted is None and not is_needed:
        return slice(0, len(canvas.sections))
    place = next((number for number, each in enumerate(canvas.sections) if each.id == wanted), None)
    if place is None:
        raise SlackError("canvas_editing_failed", detail=f"Section {wanted} was not found")
    return slice(place, place + 1)


def _needed(change: Json, part: str) -> str:
    written = text(change.get(part), f"/changes/0/{part}")
    if written is None:
        raise invalid_arguments(f"missing required field: {part}")
    if len(written) > markdown.MOST_CHARACTERS:
        raise SlackError("canvas_too_large")
    if fault := markdown.fault(written):
        raise SlackError("canvas_editing_failed", detail=fault)
    return written


def text(content: object, pointer: str) -> str | None:
    """The Markdown of a content object; None where there is none."""
    if content is None:
        return None
    written = content.get("markdown") if isinstance(content, dict) else None
    if not isinstance(content, dict) or content.get("type") != "markdown" or not isinstance(written, str):
        raise invalid_arguments(f"must be content of type markdown [json-pointer:{pointer}]")
    return written
