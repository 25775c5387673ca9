"""What happens to channels, whoever does it: the change, its line in the history, its Slack events."""

from bot.sandbox.clock import seconds
from bot.sandbox.ids import fresh
from bot.sandbox.slack import events, posts
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Channel, Json, Kind, Note


def create(slack: Slack, name: str, kind: Kind, by: str) -> Channel:
    room = Channel(fresh("C"), name, kind, creator=by, created=seconds())
    slack.world.channels[room.id] = room
    about = {"id": room.id, "name": name, "name_normalized": name, "created": room.created, "creator": by}
    shown = {**about, "is_channel": True, "is_shared": False, "is_org_shared": False}
    events.of_rooms(slack, room, {"type": "channel_created", "channel": shown}, "channel_created", by)
    join(slack, room, by)
    return room


def open_direct(slack: Slack, people: list[str], by: str) -> Channel:
    """The conversation of exactly these people, opened where there is none yet."""
    members = list(dict.fromkeys([by, *people]))
    found = slack.world.direct(set(members))
    if found:
        return found
    names = "--".join(slack.world.people[member].name for member in members)
    if len(members) > 2:
        room = Channel(fresh("C"), f"mpdm-{names}-1", "mpim", by, seconds(), members)
    else:
        room = Channel(fresh("D"), "", "im", by, seconds(), members)
    slack.world.channels[room.id] = room
    slack.changes.touch(room.members)
    return room


def join(slack: Slack, room: Channel, user: str, inviter: str | None = None) -> None:
    room.members.append(user)
    invitation = {"inviter": inviter} if inviter else {}
    posts.system(slack, room, user, "channel_join", "has joined the channel", **invitation)
    _tell_membership(slack, room, "member_joined_channel", user, invitation)
    slack.changes.touch([user])


def leave(slack: Slack, room: Channel, user: str, by: str | None = None) -> None:
    """Leave, or be removed by somebody."""
    words = f"was removed from the channel by <@{by}>" if by else "has left the channel"
    posts.system(slack, room, user, "channel_leave", words)
    _tell_membership(slack, room, "member_left_channel", user, {})
    room.members.remove(user)
    if user == slack.bot_user:
        name = "channel_left" if room.kind == "public_channel" else "group_left"
        events.of_workspace(slack, {"type": name, "channel": room.id, "actor_id": by or user}, by or user)
    slack.touch(room)
    slack.changes.touch([user])


def _tell_membership(slack: Slack, room: Channel, name: str, user: str, more: Json) -> None:
    """The letter is that of the id: https://docs.slack.dev/reference/events/member_joined_channel."""
    about = {
        "type": name,
        "user": user,
        "channel": room.id,
        "channel_type": room.id[0],
        "team": slack.world.people[user].team or slack.world.team_id,
    }
    events.of_room(slack, room, {**about, **more}, user)


def rename(slack: Slack, room: Channel, name: str, by: str) -> None:
    old = room.name
    room.previous_names = [old, *(previous for previous in room.previous_names if previous != name)]
    room.name = name
    words = f'has renamed the channel from "{old}" to "{name}"'
    posts.system(slack, room, by, "channel_name", words, old_name=old, name=name)
    about = {"id": room.id, "name": name, "name_normalized": name, "created": room.created}
    shown = {**about, "is_channel": True, "is_mpim": False}
    events.of_rooms(slack, room, {"type": "channel_rename", "channel": shown}, "group_rename", by)


def set_topic(slack: Slack, room: Channel, topic: str, by: str) -> None:
    room.topic = Note(topic, by, seconds())
    posts.system(slack, room, by, "channel_topic", f"set the channel topic: {topic}", topic=topic)


def set_purpose(slack: Slack, room: Channel, purpose: str, by: str) -> None:
    room.purpose = Note(purpose, by, seconds())
    posts.system(
        slack, room, by, "channel_purpose", f"set the channel description: {purpose}", purpose=purpose
    )


def archive(slack: Slack, room: Channel, by: str) -> None:
    """Archiving removes bots from the channel: https://github.com/slack-go/slack/issues/1066."""
    posts.system(slack, room, by, "channel_archive", "archived the channel")
    event = {"type": "channel_archive", "channel": room.id, "user": by}
    events.of_rooms(slack, room, event, "group_archive", by)
    room.is_archived = True
    room.members = [member for member in room.members if not slack.world.people[member].is_bot]
    slack.touch(room)


def unarchive(slack: Slack, room: Channel, by: str) -> None:
    room.is_archived = False
    posts.system(slack, room, by, "channel_unarchive", "un-archived the channel")
    event = {"type": "channel_unarchive", "channel": room.id, "user": by}
    events.of_rooms(slack, room, event, "group_unarchive", by)


def convert(slack: Slack, room: Channel, by: str, *, private: bool) -> None:
    """Its members stay; the app sees it only in the message's channel_type and in conversations.info.

    https://docs.slack.dev/reference/events/message/channel_convert_to_private
    """
    room.kind = "private_channel" if private else "public_channel"
    subtype = "channel_convert_to_private" if private else "channel_convert_to_public"
    now = "it can only be viewed or joined by invitation" if private else "any member can see and join it"
    posts.system(slack, room, by, subtype, f"made this channel *{room.kind.split('_')[0]}*. Now, {now}.")
    slack.changes.touch()


def share(slack: Slack, room: Channel, team: str, by: str) -> None:
    """With another organisation: https://docs.slack.dev/apis/slack-connect."""
    room.connected_teams.append(team)
    about = {"type": "channel_shared", "connected_team_id": team, "channel": room.id}
    events.of_rooms(slack, room, about, "channel_shared", by)
    slack.touch(room)


def unshare(slack: Slack, room: Channel, team: str, by: str) -> None:
    """People of the other organisation are out at once."""
    room.connected_teams.remove(team)
    people = slack.world.people
    room.members = [member for member in room.members if people[member].team != team]
    about: Json = {"type": "channel_unshared", "previously_connected_team_id": team, "channel": room.id}
    shown = {**about, "is_ext_shared": bool(room.connected_teams)}
    events.of_rooms(slack, room, shown, "channel_unshared", by)
    slack.changes.touch()


def delete(slack: Slack, room: Channel, by: str) -> None:
    """For good, with everything in it."""
    event = {"type": "channel_deleted", "channel": room.id, "actor_id": by}
    events.of_rooms(slack, room, event, "group_deleted", by)
    del slack.world.channels[room.id]
    slack.changes.touch()
