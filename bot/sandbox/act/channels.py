"""What people do with channels and with the Home tab."""

from bot.sandbox.act import names
from bot.sandbox.act.actor import Act
from bot.sandbox.errors import Refusal
from bot.sandbox.slack import events, rooms
from bot.sandbox.slack.socket import payloads
from bot.sandbox.world import Channel, Person


async def open_home(act: Act) -> None:
    """Look at the Home tab; the app hears of it where it subscribed to app_home_opened."""
    room = rooms.open_direct(act.slack, [act.slack.bot_user], act.person.id)
    act.note_seen()
    event = payloads.home_opened(act.slack, act.person, room)
    first = events.of_workspace(act.slack, event, act.person.id)
    if first:
        await act.acked(first)


async def join(act: Act) -> None:
    room = _room(act)
    if room.kind != "public_channel" or room.is_archived:
        raise Refusal(f"#{room.name} cannot be joined.")
    if act.person.id not in room.members:
        rooms.join(act.slack, room, act.person.id)


async def leave(act: Act) -> None:
    room = _joined(act)
    if room.is_general or room.is_direct:
        raise Refusal(f"Nobody leaves #{room.name or room.id}.")
    rooms.leave(act.slack, room, act.person.id)


async def archive(act: Act) -> None:
    room = _joined(act)
    if room.is_general or room.is_direct:
        raise Refusal(f"#{room.name or room.id} cannot be archived.")
    names.must_be_allowed(act.slack, act.person, "archiving")
    rooms.archive(act.slack, room, act.person.id)


async def unarchive(act: Act) -> None:
    room = _room(act)
    if not room.is_archived:
        raise Refusal(f"#{room.name} is not archived.")
    rooms.unarchive(act.slack, room, act.person.id)


async def rename(act: Act) -> None:
    room, name = _joined(act), act.text("name").removeprefix("#")
    taken = act.slack.world.named(name)
    if taken and taken is not room:
        raise Refusal(f"There is a channel #{name} already.")
    if not taken:
        rooms.rename(act.slack, room, name, act.person.id)


async def create(act: Act) -> None:
    name = act.text("name").removeprefix("#")
    if act.slack.world.named(name):
        raise Refusal(f"There is a channel #{name} already.")
    kind = "private_channel" if act.body.get("is_private") else "public_channel"
    names.must_be_allowed(act.slack, act.person, f"{kind.removeprefix('public_')}s")
    act.extra["channel"] = rooms.create(act.slack, name, kind, act.person.id).id  # type: ignore[arg-type]


async def invite(act: Act) -> None:
    room, member = _joined(act), _member(act)
    names.must_be_allowed(act.slack, act.person, "invites")
    if member.deleted or (member.is_foreign and member.team not in room.connected_teams):
        what = "has left" if member.deleted else "is of another organisation, share it first"
        raise Refusal(f"{member.name} cannot be invited to #{room.name}: {member.name} {what}.")
    if member.id not in room.members:
        rooms.join(act.slack, room, member.id, inviter=act.person.id)


async def kick(act: Act) -> None:
    room, member = _joined(act), _member(act)
    if member.id not in room.members or room.is_general:
        raise Refusal(f"{member.name} cannot be removed from #{room.name}.")
    rooms.leave(act.slack, room, member.id, by=act.person.id)


async def set_topic(act: Act) -> None:
    rooms.set_topic(act.slack, _joined(act), act.text("text"), act.person.id)


async def convert(act: Act) -> None:
    """Make a public channel private, or public again (`private`: false); admins do."""
    room, private = _managed(act), act.body.get("private", True)
    if not isinstance(private, bool):
        raise Refusal(f'"private" must be true or false, not {private!r}.')
    if private == (room.kind == "private_channel"):
        raise Refusal(f"#{room.name} is {'private' if private else 'public'} already.")
    rooms.convert(act.slack, room, act.person.id, private=private)


async def share(act: Act) -> None:
    """Share a channel with the organisation of somebody (`member`), who joins it."""
    room, guest = _managed(act), _member(act)
    if not guest.is_foreign:
        raise Refusal(f"{guest.name} is no person of another organisation.")
    if guest.team not in room.connected_teams:
        rooms.share(act.slack, room, guest.team, act.person.id)
    if guest.id not in room.members:
        rooms.join(act.slack, room, guest.id, inviter=act.person.id)


async def unshare(act: Act) -> None:
    """End the sharing with the organisation of somebody (`member`)."""
    room, guest = _managed(act), _member(act)
    if guest.team not in room.connected_teams:
        raise Refusal(f"#{room.name} is not shared with the organisation of {guest.name}.")
    rooms.unshare(act.slack, room, guest.team, act.person.id)


async def delete(act: Act) -> None:
    rooms.delete(act.slack, _managed(act), act.person.id)


def _managed(act: Act) -> Channel:
    """A channel that an admin may change for everybody."""
    room = _room(act)
    if room.is_general or room.is_direct:
        raise Refusal(f"#{room.name or room.id} stays as it is.")
    if not act.person.is_admin:
        raise Refusal(f"{act.person.name} is no admin of this workspace.")
    return room


def _member(act: Act) -> Person:
    return names.person(act.slack, act.text("member"))


def _room(act: Act) -> Channel:
    return names.room(act.slack, act.person, act.text("channel"))


def _joined(act: Act) -> Channel:
    room = _room(act)
    names.must_be_in(act.person, room)
    return room
