"""Channels that categories name, and the members of those that they invite."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain import responders
from bot.store import taxonomy
from bot.store.tables import Channel, ChannelMember
from bot.store.who.people import Kept
from bot.store.who.rows import tuples
from bot.store.who.seen import Seen


def keep(channel: str, name: str) -> None:
    """It is called so now."""
    if Channel.get_or_none((Channel.id == channel) & (Channel.name == name)) is None:
        row = Channel.insert(id=channel, name=name)
        row.on_conflict(conflict_target=[Channel.id], preserve=[Channel.name]).execute()


def keep_only(names: Iterable[str], called: Iterable[str]) -> None:
    """The settings name no other, and the members of no others than `called` are invited."""
    Channel.delete().where(Channel.name.not_in(list(names))).execute()
    others = Channel.select(Channel.id).where(Channel.name.not_in(list(called)))
    ChannelMember.delete().where(ChannelMember.channel.in_(others)).execute()


def keep_members(channel: str, people: Iterable[str], now: datetime) -> Kept:
    """Write those of a page of members who were not known."""
    page = list(people)
    known = {person: number for number, person in _numbers(channel, page)}
    fresh = [{"channel": channel, "person": one, "added_at": now} for one in page if one not in known]
    if fresh:
        ChannelMember.insert_many(fresh).on_conflict_ignore().execute()
    new = _numbers(channel, [str(row["person"]) for row in fresh]) if fresh else ()
    return Kept(len(fresh), (*known.values(), *(number for number, _ in new)))


def sweep(channel: str, seen: Seen, before: datetime) -> int:
    """Let go of who was in no page of the members, whose reading began at `before`."""
    listed = (ChannelMember.channel == channel) & (ChannelMember.added_at < before)
    numbers = tuples(ChannelMember.select(ChannelMember.number).where(listed))
    gone = [number for (number,) in numbers if number not in seen]
    if gone:
        ChannelMember.delete().where(ChannelMember.number.in_(gone)).execute()
    return len(gone)


def ids() -> dict[str, str]:
    """Give the names of those that are known, by their ids."""
    return dict(tuples(Channel.select(Channel.id, Channel.name)))


def calls(channel: str) -> bool:
    """Tell whether the members of this one are invited."""
    row = Channel.get_or_none(Channel.id == channel)
    return row is not None and row.name in responders.channels(taxonomy.load())


def enter(channel: str, person: str, now: datetime) -> None:
    ChannelMember.insert(channel=channel, person=person, added_at=now).on_conflict_ignore().execute()


def leave(channel: str, person: str) -> None:
    is_them = (ChannelMember.channel == channel) & (ChannelMember.person == person)
    ChannelMember.delete().where(is_them).execute()


def _numbers(channel: str, people: list[str]) -> list[tuple[int, str]]:
    rows = ChannelMember.select(ChannelMember.number, ChannelMember.person)
    found = tuples(rows.where((ChannelMember.channel == channel) & ChannelMember.person.in_(people)))
    return [(number, person) for number, person in found]
