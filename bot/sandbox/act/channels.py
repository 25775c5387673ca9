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
    act.extra["channel"] = rooms.create(act.slack, name, kind, act.person.id).id  # type: ignore[arg-type]


async def invite(act: Act) -> None:
    room, member = _joined(act), _member(act)
    if member.id not in room.members:
        rooms.join(act.slack, room, member.id, inviter=act.person.id)


async def kick(act: Act) -> None:
    room, member = _joined(act), _member(act)
    if member.id not in room.members or room.is_general:
        raise Refusal(f"{member.name} cannot be removed from #{room.name}.")
    rooms.leave(act.slack, room, member.id, by=act.person.id)


async def set_topic(act: Act) -> None:
    rooms.set_topic(act.slack, _joined(act), act.text("text"), act.person.id)


def _member(act: Act) -> Person:
    return names.person(act.slack, act.text("member"))


def _room(act: Act) -> Channel:
    return names.room(act.slack, act.person, act.text("channel"))


def _joined(act: Act) -> Channel:
    room = _room(act)
    names.must_be_in(act.person, room)
    return room
