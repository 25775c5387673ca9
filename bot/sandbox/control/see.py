"""GET /sandbox/see: what one person sees, for the page."""

from dataclasses import asdict

from bot.sandbox.slack import shapes, views
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Json, Person

NEWEST = 200


def see(slack: Slack, who: Person) -> Json:
    world = slack.world
    rooms = [room for room in world.channels.values() if _visible(room, who)]
    stack, home = world.stacks.get(who.id, []), world.homes.get(who.id)
    top = views.top(slack, who.id)
    return {
        **_workspace(slack, who),
        "channels": [_channel(slack, room, who) for room in rooms if not room.is_direct],
        "dms": [
            {**_channel(slack, room, who), "with": [member for member in room.members if member != who.id]}
            for room in rooms
            if room.is_direct
        ],
        "home": shapes.view(slack, home) if home else None,
        "views": [shapes.view(slack, view) for view in stack],
        "errors": top.errors if top else {},
        "connections": len(slack.sockets.connections),
        "version": slack.changes.version(who.id),
    }


def _visible(room: Channel, who: Person) -> bool:
    return room.kind == "public_channel" or who.id in room.members


def _workspace(slack: Slack, who: Person) -> Json:
    world, app = slack.world, slack.app
    shown = ("id", "name", "real_name", "title", "is_bot", "deleted")
    return {
        "team": {"id": world.team_id, "name": world.team_name},
        "app": {
            "id": slack.app_id,
            "name": app.name,
            "bot_user_id": slack.bot_user,
            "home_tab": app.home_tab,
        },
        "me": {"id": who.id, "name": who.name, "real_name": who.real_name, "is_admin": who.is_admin},
        "people": [{key: getattr(person, key) for key in shown} for person in world.people.values()],
        "usergroups": [
            {"id": group.id, "handle": group.handle, "name": group.name}
            for group in world.usergroups.values()
        ],
        "commands": [
            {"command": each.command, "description": each.description, "usage_hint": each.usage_hint}
            for each in app.commands
        ],
        "shortcuts": [asdict(each) for each in app.shortcuts],
    }


def _channel(slack: Slack, room: Channel, who: Person) -> Json:
    return {
        "id": room.id,
        "name": room.name,
        "is_private": room.kind != "public_channel",
        "is_archived": room.is_archived,
        "is_member": who.id in room.members,
        "topic": room.topic.value,
        "purpose": room.purpose.value,
        "members": list(room.members),
        "pins": [pin.ts for pin in room.pins],
        "bookmarks": [{"title": each["title"], "link": each["link"]} for each in room.bookmarks],
        "messages": _messages(slack, room, who),
    }


def _messages(slack: Slack, room: Channel, who: Person) -> list[Json]:
    newest = list(room.messages.values())[-NEWEST:]
    shown = shapes.messages(room, newest)
    mine = [each for each in slack.world.ephemerals if (each.channel, each.user) == (room.id, who.id)]
    if not mine:
        return shown
    whispered = [{**each.message, "is_ephemeral": True} for each in mine]
    return sorted([*shown, *whispered], key=lambda message: str(message["ts"]))[-NEWEST:]
