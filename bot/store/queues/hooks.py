"""The webhooks by which others tell us, and what each is signed with."""

from dataclasses import dataclass
from datetime import datetime

from bot.store import tables


@dataclass(frozen=True)
class Hook:
    """`secret` is sealed. `heard_at`: when a ping of it came last."""

    id: str
    secret: str
    heard_at: datetime | None = None


def of(source: str) -> list[Hook]:
    """Give all of them, the newest first."""
    rows = tables.Hook.select().where(tables.Hook.source == source).order_by(tables.Hook.made_at.desc())
    return [Hook(row.id, row.secret, row.heard_at) for row in rows]


def keep(source: str, number: str, secret: str, now: datetime) -> None:
    row = tables.Hook.insert(source=source, id=number, secret=secret, made_at=now)
    row.on_conflict(
        conflict_target=[tables.Hook.id], preserve=[tables.Hook.secret, tables.Hook.made_at]
    ).execute()


def hear(source: str, number: str, now: datetime) -> None:
    """A ping of it came."""
    row = tables.Hook.insert(source=source, id=number, secret="", made_at=now, heard_at=now)
    row.on_conflict(conflict_target=[tables.Hook.id], preserve=[tables.Hook.heard_at]).execute()


def forget(number: str) -> None:
    tables.Hook.delete().where(tables.Hook.id == number).execute()
