"""What is known of Slack where somebody chooses it: usergroups, and channels by name and id."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from peewee import fn

from bot.domain.settings.parts import Keyed, Kind, Section
from bot.domain.settings.sections import DESCRIBED
from bot.store import taxonomy
from bot.store.engine.letters import small
from bot.store.tables import Channel, Conversation, Usergroup

MOST = 99
MOST_SHOWN = 60


def usergroups(typed: str) -> list[tuple[str, str]]:
    """Give handle and name of those whose handle or name holds the words, or whose id it is."""
    sought = typed.strip().lstrip("@").lower()
    row = Usergroup
    is_id = fn.LOWER(row.id) == sought
    fits = small(row.handle).contains(sought) | small(row.name).contains(sought) | is_id
    rows = row.select().where(~row.gone & fits).order_by(row.handle).limit(MOST)
    return [(one.handle, one.name) for one in rows]


def handles(typed: Iterable[str]) -> dict[str, str]:
    """Give the handles of those that are called so, or have these ids, by what was typed in small letters."""
    wanted = {one.lower() for one in typed}
    rows = Usergroup.select().where(~Usergroup.gone)
    found = [(one.handle, name) for one in rows for name in (one.id.lower(), one.handle.lower())]
    return {name: handle for handle, name in found if name in wanted}


@dataclass(frozen=True)
class Usergroups:
    """`first`: handle, name, members, and whether Slack has it no more; those first that the settings name.

    `places`: handle -> where the settings name it.
    """

    count: int
    first: tuple[tuple[str, str, int, bool], ...]
    places: Mapping[str, tuple[str, ...]]


def all_usergroups() -> Usergroups:
    places = _places()
    row = Usergroup
    rows = row.select().order_by(row.handle.not_in(list(places)), row.handle).limit(MOST_SHOWN)
    first = [(one.handle, one.name, one.count, one.gone) for one in rows]
    return Usergroups(row.select().count(), tuple(first), places)


def _places() -> dict[str, tuple[str, ...]]:
    """Give where the settings name a usergroup: `categories.payment`."""
    present, found = taxonomy.document(), dict[str, tuple[str, ...]]()
    for section in DESCRIBED.values():
        for key, said in present[section.name].items():
            for handle in _handles(section, key, said):
                found[handle] = (*found.get(handle, ()), f"{section.name}.{key}")
    return found


def _handles(section: Section, key: str, said: Any) -> Iterator[str]:
    if section.keyed is Keyed.USERGROUP:
        yield key
    entry = {} if section.scalar else {key: said} if section.whole else said
    for field in section.fields:
        value = entry.get(field.name)
        if field.kind is Kind.USERGROUP and value:
            yield value
        if field.kind is Kind.USERGROUPS:
            yield from value or ()


def channel_ids() -> dict[str, str]:
    """Give the channels by their names."""
    rows = [*Channel.select(), *Conversation.select()]
    return {row.name: row.id for row in rows if row.id}


def channel_names(ids: Iterable[str]) -> dict[str, str]:
    """Give the names of those that are known."""
    wanted = set(ids)
    return {key: name for name, key in channel_ids().items() if key in wanted}
