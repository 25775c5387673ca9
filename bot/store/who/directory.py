"""Usergroups with their members, and the conversations that tags name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from peewee import JOIN, fn

from bot.domain.responders import CHANNEL
from bot.store.engine import bulk, locks
from bot.store.engine.statement import Statement, upsert
from bot.store.tables import Channel, ChannelMember, Conversation, Person, Usergroup, UsergroupMember
from bot.store.who.rows import tuples


@dataclass(frozen=True)
class Group:
    """A Slack usergroup: `handle` without the @, `people` by their Slack ids.

    `changed` and `count` are what Slack says of it: when it was changed last, and how many belong to it.
    """

    id: str
    handle: str
    name: str
    people: tuple[str, ...]
    changed: int = 0
    count: int = 0


def lock() -> None:
    """Nobody else replaces the usergroups until this transaction ends."""
    locks.alone(Usergroup)


def is_unread() -> bool:
    """Tell whether no usergroup was ever read."""
    return not Usergroup.select().exists()


def replace_usergroups(groups: Iterable[Group], now: datetime) -> int:
    """Make the rows equal to what was read, all of it; give how many rows that took."""
    groups = list(groups)
    return keep_usergroups(groups, now) + mark_gone([group.id for group in groups])


def keep_usergroups(groups: list[Group], now: datetime) -> int:
    """Make these and their members equal to what was read, in as many queries however many they are."""
    known = {row[0]: row[1:] for row in _rows(groups)}
    changed = [group for group in groups if known.get(group.id) != _columns(group)]
    _KEEP.each((one.id, *_columns(one), now) for one in changed)
    return len(changed) + _keep_members(groups)


def renamed(groups: Iterable[Group]) -> dict[str, str]:
    """Give the new handles, by the old ones, of those that were renamed; none that another has too."""
    groups = list(groups)
    was = {row[0]: row[1] for row in _rows(groups)}
    moved = {one.id: one.handle for one in groups if was.get(one.id, one.handle) != one.handle}
    if not moved:
        return {}
    rows = Usergroup.select(Usergroup.handle).where(~Usergroup.gone & Usergroup.id.not_in(list(moved)))
    others = {one.handle for one in groups if one.id not in moved} | {handle for (handle,) in tuples(rows)}
    return {was[number]: handle for number, handle in moved.items() if not {was[number], handle} & others}


def mark_gone(listed: Iterable[str]) -> int:
    """What Slack does not list any more is gone, and keeps its last members."""
    missing = Usergroup.id.not_in(list(listed)) & ~Usergroup.gone
    return int(Usergroup.update(gone=True).where(missing).execute())


def known_state() -> dict[str, tuple[int, int]]:
    """Give when each usergroup that is there was changed last, and how many people we know of it."""
    rows = (
        Usergroup.select(Usergroup.id, Usergroup.changed, fn.COUNT(UsergroupMember.person))
        .join(UsergroupMember, JOIN.LEFT_OUTER)
        .where(~Usergroup.gone)
        .group_by(Usergroup.id, Usergroup.changed)
    )
    return {number: (changed, count) for number, changed, count in tuples(rows)}


def change_members(group: str, added: Iterable[str], removed: Iterable[str]) -> None:
    """These people came to a usergroup that is known, those left it."""
    rows = [{"usergroup": group, "person": person} for person in added]
    if rows:
        UsergroupMember.insert_many(rows).on_conflict_ignore().execute()
    gone = UsergroupMember.person.in_(list(removed))
    UsergroupMember.delete().where((UsergroupMember.usergroup == group) & gone).execute()


def retire(group: str) -> None:
    """It was disabled: mentioning it reaches nobody."""
    Usergroup.update(gone=True).where(Usergroup.id == group).execute()


def knows_usergroup(group: str) -> bool:
    return bool(Usergroup.select().where(Usergroup.id == group).exists())


def gone_handles(handles: Iterable[str]) -> set[str]:
    """Give those of these usergroups that Slack does not list any more."""
    rows = Usergroup.select(Usergroup.handle, Usergroup.gone).where(Usergroup.handle.in_(list(handles)))
    found = tuples(rows)
    return {handle for handle, gone in found if gone} - {handle for handle, gone in found if not gone}


def members(handles: Iterable[str]) -> tuple[str, ...]:
    """Give the active people of these usergroups and channels (`#name`), each once."""
    names = list(handles)
    channels = [name.removeprefix(CHANNEL) for name in names if name.startswith(CHANNEL)]
    found = dict.fromkeys(_of_usergroups([name for name in names if not name.startswith(CHANNEL)]))
    if channels:
        found |= dict.fromkeys(members_of_channels(channels))
    return tuple(found)


def _of_usergroups(handles: list[str]) -> list[str]:
    """One that is gone counts as long as no other has its handle."""
    inactive = Person.select(Person.id).where(Person.deleted | Person.bot)
    rows = (
        UsergroupMember.select(Usergroup.handle, Usergroup.gone, UsergroupMember.person)
        .join(Usergroup)
        .where(Usergroup.handle.in_(handles) & UsergroupMember.person.not_in(inactive))
        .order_by(Usergroup.handle, UsergroupMember.person)
    )
    found = tuples(rows)
    there = {handle for handle, gone, _ in found if not gone}
    return [person for handle, gone, person in found if not gone or handle not in there]


def members_of_channels(names: list[str]) -> list[str]:
    """Give the active people of these channels."""
    inactive = Person.select(Person.id).where(Person.deleted | Person.bot | Person.stranger)
    rows = (
        ChannelMember.select(ChannelMember.person)
        .join(Channel)
        .where(Channel.name.in_(names) & ChannelMember.person.not_in(inactive))
        .order_by(Channel.name, ChannelMember.person)
    )
    return [person for (person,) in tuples(rows)]


def channel_named(name: str) -> str:
    """Give the id of a channel that some category names; empty where none of that name was read."""
    row = Channel.get_or_none(Channel.name == name)
    return row.id if row else ""


def ids_of(handles: Iterable[str]) -> tuple[str, ...]:
    """Give the ids of these usergroups, as they are mentioned."""
    rows = (
        Usergroup.select(Usergroup.id).where(Usergroup.handle.in_(list(handles))).order_by(Usergroup.handle)
    )
    return tuple(row.id for row in rows)


def handles_of(person: str) -> set[str]:
    """Give the usergroups that this person belongs to, also those that are gone."""
    return set(memberships(person))


def belongs(person: str, handles: Iterable[str]) -> bool:
    """Tell whether this person belongs to one of these usergroups."""
    return not handles_of(person).isdisjoint(handles)


_MEMBERSHIPS = Statement(
    lambda person: (
        Usergroup.select(Usergroup.handle, Usergroup.gone)
        .join(UsergroupMember)
        .where(UsergroupMember.person == person)
        .order_by(Usergroup.gone.desc())
    )
)


def memberships(person: str) -> dict[str, bool]:
    """Give the usergroups that this person belongs to, and whether Slack still lists them."""
    return {handle: not gone for handle, gone in _MEMBERSHIPS.rows(person)}


def tag(name: str, channel: str, called: str) -> None:
    """Remember which conversation a tag names."""
    row = Conversation.insert(tag=name, id=channel, name=called)
    preserve = [Conversation.id, Conversation.name]
    row.on_conflict(conflict_target=[Conversation.tag], preserve=preserve).execute()


_TAGGED = Statement(lambda name: Conversation.select(Conversation.id).where(Conversation.tag == name))


def tagged(name: str) -> str | None:
    """Give the id of the conversation with this tag."""
    row = _TAGGED.row(name)
    return row[0] if row else None


def support() -> str | None:
    """Give the id of the conversation in which people get help with Firebell."""
    return tagged("dev_firefighter")


def tagged_ids() -> dict[str, str]:
    """Give the conversations that tags name, tag by tag."""
    return dict(tuples(Conversation.select(Conversation.tag, Conversation.id)))


_COLUMNS = (Usergroup.handle, Usergroup.name, Usergroup.changed, Usergroup.count, Usergroup.gone)
_KEEP = upsert([Usergroup.id], *_COLUMNS, Usergroup.read_at)


def _rows(groups: Iterable[Group]) -> list[tuple[Any, ...]]:
    return bulk.find(Usergroup, [Usergroup.id, *_COLUMNS], Usergroup.id, [one.id for one in groups])


def _columns(group: Group) -> tuple[Any, ...]:
    return (group.handle, group.name, group.changed, group.count, False)


def _keep_members(groups: list[Group]) -> int:
    ids = [group.id for group in groups]
    columns = (UsergroupMember.usergroup, UsergroupMember.person)
    have = {(group, person) for group, person in bulk.find(UsergroupMember, columns, columns[0], ids)}
    want = {(group.id, person) for group in groups for person in group.people}
    new = sorted(want - have)
    if new:
        bulk.add(UsergroupMember, columns, new)
    gone = have - want
    if gone:
        UsergroupMember.delete().where(_these(gone)).execute()
    return len(new) + len(gone)


def _these(pairs: set[tuple[str, str]]) -> Any:
    """One condition for them all, a part for each usergroup."""
    by_group: dict[str, list[str]] = {}
    for group, person in pairs:
        by_group.setdefault(group, []).append(person)
    parts = [
        (UsergroupMember.usergroup == group) & UsergroupMember.person.in_(people)
        for group, people in by_group.items()
    ]
    return reduce(or_, parts)
