"""What is known of Slack where somebody chooses it: usergroups, and channels by name and id."""

from collections.abc import Iterable

from peewee import fn

from bot.store.tables import Channel, Conversation, Usergroup

MOST = 99


def usergroups(typed: str) -> list[tuple[str, str]]:
    """Give handle and name of those whose handle or name holds the words, or whose id it is."""
    sought = typed.strip().lstrip("@").lower()
    row = Usergroup
    is_id = fn.LOWER(row.id) == sought
    fits = fn.LOWER(row.handle).contains(sought) | fn.LOWER(row.name).contains(sought) | is_id
    rows = row.select().where(~row.gone & fits).order_by(row.handle).limit(MOST)
    return [(one.handle, one.name) for one in rows]


def handles(typed: Iterable[str]) -> dict[str, str]:
    """Give the handles of those that are called so, or have these ids, by what was typed in small letters."""
    wanted = {one.lower() for one in typed}
    rows = Usergroup.select().where(~Usergroup.gone)
    found = [(one.handle, name) for one in rows for name in (one.id.lower(), one.handle.lower())]
    return {name: handle for handle, name in found if name in wanted}


def channel_ids() -> dict[str, str]:
    """Give the channels by their names."""
    rows = [*Channel.select(), *Conversation.select()]
    return {row.name: row.id for row in rows if row.id}


def channel_names(ids: Iterable[str]) -> dict[str, str]:
    """Give the names of those that are known."""
    wanted = set(ids)
    return {key: name for name, key in channel_ids().items() if key in wanted}
