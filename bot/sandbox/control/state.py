"""GET /sandbox/state/slack: everything there is in the workspace."""

from dataclasses import asdict

from bot.sandbox.act.perform import ephemeral
from bot.sandbox.control import papers
from bot.sandbox.slack import shapes
from bot.sandbox.slack.files import shapes as file_shapes
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Json


def state(slack: Slack) -> Json:
    world = slack.world
    rooms = list(world.channels.values())
    return {
        "users": [shapes.user(slack, person, with_email=True) for person in world.people.values()],
        "usergroups": [
            shapes.usergroup(slack, group, with_users=True) for group in world.usergroups.values()
        ],
        "channels": [channel(room) for room in rooms if not room.is_direct],
        "dms": [channel(room) for room in rooms if room.is_direct],
        "homes": {user: shapes.view(slack, view) for user, view in world.homes.items()},
        "views": {
            user: [shapes.view(slack, view) for view in stack]
            for user, stack in world.stacks.items()
            if stack
        },
        "ephemerals": [ephemeral(shown) for shown in world.ephemerals],
        "files": [file_shapes.file(slack, file) for file in world.files.values() if file.is_complete],
        "canvases": papers.everything(slack),
        "scheduled": [asdict(message) for message in world.scheduled.values()],
        "settings": asdict(world.settings),
        "connections": len(slack.sockets.connections),
    }


def channel(room: Channel) -> Json:
    return {
        "id": room.id,
        "name": room.name,
        "is_private": room.kind != "public_channel",
        "is_archived": room.is_archived,
        "topic": room.topic.value,
        "purpose": room.purpose.value,
        "creator": room.creator,
        "members": list(room.members),
        "messages": shapes.messages(room, room.messages.values(), with_metadata=True),
        "pins": [pin.ts for pin in room.pins],
        "bookmarks": room.bookmarks,
    }
