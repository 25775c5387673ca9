"""The canvases that one person sees, for the page; and all of them, for the state."""

from dataclasses import asdict

from bot.sandbox.slack.files import canvases
from bot.sandbox.slack.files.markdown import joined
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json, Person
from bot.sandbox.world.files import Canvas

BEGINNING = 80
"""Characters of a section that a card shows."""


def seen(slack: Slack, who: Person, opened: str | None) -> Json:
    """By id, those that this person may read; whole is the one that is open, or each (None)."""
    readable = (each for each in slack.world.canvases.values() if canvases.may(slack, each, who.id, "read"))
    return {canvas.id: _seen(slack, canvas, who, opened) for canvas in readable}


def _seen(slack: Slack, canvas: Canvas, who: Person, opened: str | None) -> Json:
    told = {
        "id": canvas.id,
        "title": canvas.title,
        "channel": canvas.channel,
        "tab": canvas.tab,
        "edited_by": canvas.edited_by,
        "updated": canvas.updated,
        "can_edit": canvases.may(slack, canvas, who.id, "write"),
        "begins": [section.markdown[:BEGINNING] for section in canvas.sections[:2]],
    }
    return told | ({"markdown": joined(canvas.sections)} if opened in {None, canvas.id} else {})


def canvas_of(slack: Slack, channel: str) -> str | None:
    """The id of a channel's own canvas."""
    canvas = slack.world.canvas_of(channel)
    return canvas.id if canvas else None


def everything(slack: Slack) -> list[Json]:
    standing = (canvas for canvas in slack.world.canvases.values() if not canvas.is_deleted)
    return [_shown(canvas) for canvas in standing]


def _shown(canvas: Canvas) -> Json:
    return {
        "id": canvas.id,
        "title": canvas.title,
        "channel": canvas.channel,
        "tab": canvas.tab,
        "owner": canvas.owner,
        "markdown": joined(canvas.sections),
        "sections": [asdict(section) for section in canvas.sections],
        "access": dict(canvas.access),
        "created": canvas.created,
        "updated": canvas.updated,
        "edited_by": canvas.edited_by,
    }
