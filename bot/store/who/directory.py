"""Usergroups with their members, and the conversations that tags name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.store.engine import locks
from bot.store.tables import Conversation, Usergroup, UsergroupMember


@dataclass(frozen=True)
class Group:
    """A Slack usergroup: `handle` without the @, `people` by their Slack ids."""

    id: str
    handle: str
    name: str
    people: tuple[str, ...]


def lock() -> None:
    """Nobody else replaces the usergroups until this transaction ends."""
    locks.alone(Usergroup)


def is_unread() -> bool:
    """Tell whether no usergroup was ever read."""
    return not Usergroup.select().exists()


def replace_usergroups(groups: Iterable[Group], now: datetime) -> None:
    """Make the rows equal to what was read."""
    groups = list(groups)
    Usergroup.delete().where(Usergroup.id.not_in([group.id for group in groups])).execute()
    UsergroupMember.delete().execute()
    for group in groups:
        row = Usergroup.insert(id=group.id, handle=group.handle, name=group.name, read_at=now)
        preserve = [Usergroup.handle, Usergroup.name, Usergroup.read_at]
        row.on_conflict(conflict_target=[Usergroup.id], preserve=preserve).execute()
        rows = [{"usergroup": group.id, "person": person} for person in group.people]
        if rows:
            UsergroupMember.insert_many(rows).execute()


def members(handles: Iterable[str]) -> tuple[str, ...]:
    """Give the people of these usergroups, each once."""
    rows = (
        UsergroupMember.select(UsergroupMember.person)
        .join(Usergroup)
        .where(Usergroup.handle.in_(list(handles)))
        .order_by(Usergroup.handle, UsergroupMember.person)
    )
    return tuple(dict.fromkeys(row.person for row in rows))


def handles_of(person: str) -> set[str]:
    """Give the usergroups that this person belongs to."""
    rows = Usergroup.select(Usergroup.handle).join(UsergroupMember).where(UsergroupMember.person == person)
    return {row.handle for row in rows}


def tag(name: str, channel: str, called: str) -> None:
    """Remember which conversation a tag names."""
    row = Conversation.insert(tag=name, id=channel, name=called)
    preserve = [Conversation.id, Conversation.name]
    row.on_conflict(conflict_target=[Conversation.tag], preserve=preserve).execute()


def tagged(name: str) -> str | None:
    """Give the id of the conversation with this tag."""
    row = Conversation.get_or_none(Conversation.tag == name)
    return row.id if row else None
