"""Find people, conversations and messages by what a person calls them."""

import re

from bot.sandbox.errors import Refusal
from bot.sandbox.slack import rooms
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Json, Person
from bot.sandbox.world.settings import ABOUT


def person(slack: Slack, name: object) -> Person:
    """By id, name (with or without @), real name or e-mail address."""
    wanted = str(name).removeprefix("@")
    if wanted in slack.world.people:
        return slack.world.people[wanted]
    for each in slack.world.people.values():
        if wanted and (each.name == wanted or wanted in (each.real_name, each.email)):
            return each
    raise Refusal(f"There is nobody called {name!r} in {slack.world.team_name}.")


def active(slack: Slack, name: object) -> Person:
    """Somebody who can act: no bot, no deactivated account."""
    found = person(slack, name)
    if found.deleted or found.is_bot:
        kind = "a deactivated account" if found.deleted else "a bot"
        raise Refusal(f"{found.name} is {kind}: nobody acts for it.")
    return found


def room(slack: Slack, who: Person, name: object) -> Channel:
    """By id or name; a person's name means the direct message with that person."""
    wanted = str(name)
    found = slack.world.channels.get(wanted) or slack.world.named(wanted.removeprefix("#"))
    if found and found.is_seen_by(who):
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


def must_be_allowed(slack: Slack, who: Person, setting: str) -> None:
    """What an admin has switched off only admins do."""
    if not getattr(slack.world.settings, setting) and not who.is_admin:
        raise Refusal(f"No longer so in this workspace: {ABOUT[setting]}")


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
