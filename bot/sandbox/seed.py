"""A new workspace from a seed file: people, usergroups, channels, a little conversation."""

from pathlib import Path
from typing import Any

import yaml

from bot.sandbox import ids
from bot.sandbox.clock import format_ts, seconds
from bot.sandbox.world import Channel, Json, Note, Person, Usergroup, World

DEFAULT = Path(__file__).parent / "seed.yml"
MINUTE = 60


def grow(file: Path | None, bot: Person) -> World:
    """The workspace of the seed file (default: our own), with the app's bot user in #general."""
    document: Json = yaml.safe_load((file or DEFAULT).read_text(encoding="utf-8"))
    team = document.get("team") or {}
    name = str(team.get("name", "Sandbox"))
    world = World(ids.seeded("T", name), name, str(team.get("domain", "sandbox")))
    for person in (*map(_person, document.get("people") or ()), bot):
        world.people[person.id] = person
    named = {person.name: person.id for person in world.people.values()}
    for entry in document.get("usergroups") or ():
        group = _usergroup(entry, named)
        world.usergroups[group.id] = group
    for entry in document.get("channels") or ():
        room = _channel(entry, named, bot)
        world.channels[room.id] = room
    return world


def _person(entry: Json) -> Person:
    known = {
        key: entry[key]
        for key in ("title", "email", "tz", "is_admin", "is_restricted", "deleted")
        if key in entry
    }
    name = str(entry["name"])
    return Person(id=ids.seeded("U", name), name=name, real_name=str(entry.get("real_name", name)), **known)


def _usergroup(entry: Json, named: dict[str, str]) -> Usergroup:
    handle = str(entry["handle"])
    users = [_id(named, user, f"@{handle}") for user in entry.get("users") or ()]
    name, description = str(entry.get("name", handle)), str(entry.get("description", ""))
    return Usergroup(ids.seeded("S", handle), handle, name, users, seconds(), description)


def _channel(entry: Json, named: dict[str, str], bot: Person) -> Channel:
    name = str(entry["name"])
    everybody = [user for user in named if user != bot.name]
    members = [_id(named, user, f"#{name}") for user in entry.get("members") or everybody]
    creator, now = members[0], seconds()
    room = Channel(
        id=ids.seeded("C", name),
        name=name,
        kind="private_channel" if entry.get("is_private") else "public_channel",
        creator=creator,
        created=now - 90 * 24 * 60 * MINUTE,
        members=members,
        is_general=bool(entry.get("is_general")),
    )
    if room.is_general:
        room.members.append(bot.id)
    room.topic = Note(str(entry.get("topic", "")), creator, room.created)
    room.purpose = Note(str(entry.get("purpose", "")), creator, room.created)
    _talk(room, entry.get("messages") or (), named, now)
    return room


def _talk(room: Channel, lines: Any, named: dict[str, str], now: int) -> None:
    """Lines of `who: what`, some minutes apart, the last one a while ago."""
    for number, line in enumerate(lines):
        ((who, text),) = line.items()
        moment = now - (len(lines) - number) * 17 * MINUTE
        ts = format_ts(moment * 1_000_000 + number * 100 + 19)
        room.messages[ts] = {
            "type": "message",
            "user": _id(named, who, f"#{room.name}"),
            "text": str(text),
            "ts": ts,
        }


def _id(named: dict[str, str], user: str, where: str) -> str:
    if user not in named:
        raise ValueError(f"The seed names {user!r} in {where}, who is not among its people.")
    return named[user]
