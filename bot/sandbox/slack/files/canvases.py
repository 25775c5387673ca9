"""What happens to canvases, whoever does it: written, edited, opened to others, deleted.

https://docs.slack.dev/surfaces/canvases
"""

from bot.sandbox.clock import seconds
from bot.sandbox.ids import fresh
from bot.sandbox.slack import events
from bot.sandbox.slack.files import markdown
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel
from bot.sandbox.world.files import Access, Canvas

STRENGTH: dict[Access | None, int] = {None: 0, "read": 1, "write": 2, "owner": 3}


def create(slack: Slack, title: str, text: str, by: str, room: Channel | None = None) -> Canvas:
    """A canvas of somebody's own, or the one of a channel, which its members may edit."""
    now = seconds()
    canvas = Canvas(fresh("F"), title, by, now, now, by, markdown.sections(text))
    if room:
        room.canvas, canvas.channel, canvas.access[room.id] = canvas.id, room.id, "write"
    slack.world.canvases[canvas.id] = canvas
    slack.changes.touch()
    _tell(slack, canvas, "file_created", by)
    return canvas


def rewrite(slack: Slack, canvas: Canvas, text: str, by: str) -> None:
    """All of it anew, as a person does who edits it by hand; what stays the same keeps its sections."""
    kept = {section.markdown: section for section in canvas.sections}
    canvas.sections = [kept.pop(each.markdown, each) for each in markdown.sections(text)]
    edited(slack, canvas, by)


def edited(slack: Slack, canvas: Canvas, by: str) -> None:
    canvas.updated, canvas.edited_by = seconds(), by
    canvas.editors = [*(each for each in canvas.editors if each != by), by]
    slack.changes.touch()
    _tell(slack, canvas, "file_change", by)


def _tell(slack: Slack, canvas: Canvas, name: str, by: str) -> None:
    """A canvas is a file: the app hears of those that it may read."""
    if may(slack, canvas, slack.bot_user, "read"):
        about = {"type": name, "file_id": canvas.id, "file": {"id": canvas.id}}
        events.of_workspace(slack, {**about, "user_id": by} if name == "file_created" else about, by)


def delete(slack: Slack, canvas: Canvas) -> None:
    canvas.is_deleted = True
    slack.changes.touch()


def access(slack: Slack, canvas: Canvas, user: str) -> Access | None:
    """The most that a person or an app may do with it."""
    levels: list[Access | None] = ["owner"] if canvas.owner == user else []
    for entity, level in canvas.access.items():
        room = slack.world.channels.get(entity)
        if entity == user or (room and user in room.members):
            levels.append(level)
        elif room and room.kind == "public_channel":
            levels.append("read")
    return max(levels, key=STRENGTH.__getitem__, default=None)


def may(slack: Slack, canvas: Canvas, user: str, wanted: Access) -> bool:
    return not canvas.is_deleted and STRENGTH[access(slack, canvas, user)] >= STRENGTH[wanted]
