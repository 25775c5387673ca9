"""A new workspace from a seed file: people, usergroups, channels, a little conversation."""

from pathlib import Path
from typing import Any

from bot.sandbox import ids
from bot.sandbox.clock import format_ts, seconds
from bot.sandbox.errors import FaultyFile
from bot.sandbox.seed.reading import DEFAULT, SYSTEMS, read
from bot.sandbox.world import Channel, Json, Note, Person, Usergroup, World

MINUTE = 60
KEPT = ("title", "email", "tz", "is_admin", "is_owner", "is_restricted", "is_ultra_restricted", "deleted")


def grow(file: Path | None, bot: Person) -> World:
    """The workspace of the seed file (default: our own), with the app's bot user in #general."""
    document = read(file or DEFAULT)
    team = document.get("team") or {}
    name = str(team.get("name", "Sandbox"))
    world = World(ids.seeded("T", name), name, str(team.get("domain", "sandbox")))
    world.beside = {name: document.get(name) or {} for name in SYSTEMS}
    for person in (*map(_person, document.get("people") or ()), bot):
        world.people[person.id] = person
    named = {person.name: person for person in world.people.values()}
    try:
        _furnish(world, document, named, bot)
    except FaultyFile as fault:
        raise FaultyFile(f"{file or DEFAULT}: {fault}") from None
    return world


def _furnish(world: World, document: Json, named: dict[str, Person], bot: Person) -> None:
    for entry in document.get("usergroups") or ():
        group = _usergroup(entry, named)
        world.usergroups[group.id] = group
    for entry in document.get("channels") or ():
        room = _channel(entry, named, bot)
        world.channels[room.id] = room


def _person(entry: Json) -> Person:
    """Owners are admins too, single-channel guests guests: https://docs.slack.dev/reference/objects/user-object."""
    name = entry["name"]
    person = Person(ids.seeded("U", name), name, str(entry.get("real_name", name)))
    for key in KEPT:
        if key in entry:
            setattr(person, key, entry[key])
    person.is_admin = person.is_admin or person.is_owner
    person.is_restricted = person.is_restricted or person.is_ultra_restricted
    if "organisation" in entry:
        person.team = ids.seeded("E", entry["organisation"])
    return person


def _usergroup(entry: Json, named: dict[str, Person]) -> Usergroup:
    handle = str(entry["handle"])
    users = [_id(named, user, f"@{handle}") for user in entry.get("users") or ()]
    name, description = str(entry.get("name", handle)), str(entry.get("description", ""))
    return Usergroup(ids.seeded("S", handle), handle, name, users, seconds(), description)


def _channel(entry: Json, named: dict[str, Person], bot: Person) -> Channel:
    name = str(entry["name"])
    chosen = entry.get("members") or [user for user, person in named.items() if _is_full_member(person)]
    members = [_id(named, user, f"#{name}") for user in chosen]
    creator, now = members[0] if members else bot.id, seconds()
    foreigners = [named[user] for user in chosen if named[user].is_foreign]
    room = Channel(
        id=ids.seeded("C", name),
        name=name,
        kind="private_channel" if entry.get("is_private") else "public_channel",
        creator=creator,
        created=now - 90 * 24 * 60 * MINUTE,
        members=members,
        is_general=bool(entry.get("is_general")),
        connected_teams=list(dict.fromkeys(person.team for person in foreigners)),
    )
    if room.is_general:
        room.members.append(bot.id)
    room.topic = Note(str(entry.get("topic", "")), creator, room.created)
    room.purpose = Note(str(entry.get("purpose", "")), creator, room.created)
    _talk(room, entry.get("messages") or (), named, now)
    return room


def _is_full_member(person: Person) -> bool:
    return not (person.is_bot or person.is_restricted or person.is_foreign or person.deleted)


def _talk(room: Channel, lines: Any, named: dict[str, Person], now: int) -> None:
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


def _id(named: dict[str, Person], user: str, where: str) -> str:
    if user not in named:
        raise FaultyFile(f"the seed names {user!r} in {where}, who is not among its people.")
    return named[user].id
