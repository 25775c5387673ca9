"""The inbox's rows: what others told us, taken in order per (source, object)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from bot.domain.systems.standing import Lost
from bot.domain.systems.told import Told
from bot.store.engine import locks
from bot.store.engine.statement import Statement
from bot.store.tables import Telling


@dataclass(frozen=True)
class Item:
    """One row, with how often taking it has failed."""

    id: int
    told: Told
    failures: int


def keep(told: Told, now: datetime) -> None:
    """Keep it once, however often it is told."""
    row = {**vars(told), "received_at": now, "state": "waiting", "due_at": now}
    Telling.insert(row).on_conflict_ignore().execute()


def due(now: datetime, limit: int) -> list[Item]:
    """Give what can be taken now: the first of each object."""
    earlier: Any = Telling.alias()
    ahead = earlier.select(earlier.id).where(
        (earlier.source == Telling.source)
        & (earlier.object == Telling.object)
        & (earlier.id < Telling.id)
        & (earlier.state == "waiting")
    )
    ready = _waits(now) & ~fn.EXISTS(ahead)
    return [_item(row) for row in Telling.select().where(ready).order_by(Telling.id).limit(limit)]


def any_waits(now: datetime) -> bool:
    """Tell whether anything is to be taken."""
    return _ANY_WAITS.row(now) is not None


def is_waiting(source: str) -> bool:
    """Tell whether something that it told is still to be taken."""
    return bool(
        Telling.select().where((Telling.source == source) & (Telling.state == "waiting")).limit(1).exists()
    )


def take(number: int) -> bool:
    """Keep it from other workers until the transaction ends; False where one of them has it, or had it."""
    waiting = Telling.select(Telling.id).where((Telling.id == number) & (Telling.state == "waiting"))
    return bool(list(locks.free(waiting)))


def finish(number: int) -> None:
    """Forget what was said: the row alone is enough to know it again."""
    Telling.update(state="done", reason="", said={}).where(Telling.id == number).execute()


def put_back(number: int, due_at: datetime, reason: str) -> None:
    Telling.update(due_at=due_at, reason=reason, failures=Telling.failures + 1).where(
        Telling.id == number
    ).execute()


def give_up(number: int, reason: str) -> bool:
    """It will not be taken again; False where another worker has taken it meanwhile."""
    left = (Telling.id == number) & (Telling.state == "waiting")
    return bool(Telling.update(state="failed", reason=reason).where(left).execute())


def lost(source: str, limit: int) -> tuple[Lost, ...]:
    """Give what was given up and is still kept, the newest first."""
    rows = Telling.select().where((Telling.source == source) & (Telling.state == "failed"))
    return tuple(
        Lost(row.id, row.kind, row.object, row.received_at, row.reason)
        for row in rows.order_by(Telling.id.desc()).limit(limit)
    )


def revive(number: int, now: datetime) -> bool:
    """Let what was given up be taken again; False where nothing of that number was."""
    given_up = (Telling.id == number) & (Telling.state == "failed")
    return bool(Telling.update(state="waiting", failures=0, due_at=now).where(given_up).execute())


def _waits(now: Any) -> Any:
    return (Telling.state == "waiting") & (Telling.due_at <= now)


_ANY_WAITS = Statement(lambda now: Telling.select(Telling.id).where(_waits(now)).limit(1))


def _item(row: Telling) -> Item:
    return Item(row.id, Told(row.source, row.object, row.key, row.kind, row.said), row.failures)
