"""Find people, conversations and messages by what a person calls them."""

import re

from bot.sandbox.errors import Refusal
from bot.sandbox.slack import rooms
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Json, Person


def person(slack: Slack, name: object) -> Person:
    """By id, name (with or without @), real name or e-mail address."""
    wanted = str(name).removeprefix("@")
    for each in slack.world.people.values():
        if wanted in {each.id, each.name, each.real_name, each.email} and wanted:
            return each
    raise Refusal(f"There is nobody called {name!r} in {slack.world.team_name}.")


def room(slack: Slack, who: Person, name: object) -> Channel:
    """By id or name; a person's name means the direct message with that person."""
    wanted = str(name)
    found = slack.world.channels.get(wanted) or slack.world.named(wanted.removeprefix("#"))
    if found and (found.kind == "public_channel" or who.id in found.members):
        return found
    names = {each.name: each for each in slack.world.people.values()}
    other = names.get(wanted.removeprefix("@")) or slack.world.people.get(wanted)
    if other and other is not who:
        return rooms.open_direct(slack, [other.id], who.id)
    raise Refusal(f"There is no channel {name!r} that {who.name} can see.")


def message(channel: Channel, ts: object) -> Json:
    found = channel.messages.get(str(ts))
    if found is None:
        raise Refusal(f"There is no message {ts!r} in #{channel.name or channel.id}.")
    return found


def must_be_in(who: Person, channel: Channel) -> None:
    if channel.is_archived:
        raise Refusal(f"#{channel.name} is archived.")
    if who.id not in channel.members:
        raise Refusal(f"{who.name} is not in #{channel.name}: join it first.")


MENTION = re.compile(r"(?<![\w/<@#^|])([@#])([a-z0-9][\w.-]*[a-z0-9]|[a-z0-9])", re.IGNORECASE)


def linked(slack: Slack, text: str) -> str:
    """@ana and #general as the references that Slack makes of them."""
    return MENTION.sub(lambda match: _reference(slack, match[1], match[2]) or match[0], text)


def _reference(slack: Slack, sign: str, name: str) -> str | None:
    if sign == "#":
        channel = slack.world.named(name)
        return f"<#{channel.id}|{name}>" if channel else None
    for each in slack.world.people.values():
        if each.name == name:
            return f"<@{each.id}>"
    for group in slack.world.usergroups.values():
        if group.handle == name:
            return f"<!subteam^{group.id}>"
    return f"<!{name}>" if name in {"here", "channel", "everyone"} else None
