"""What was to be told below an announcement that waits for a channel waits for it too after the upgrade."""

from importlib import import_module
from typing import Any

from bot.ports import utc_now
from bot.store.engine.current import CURRENT
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.store.tables import Delivery

MIGRATION: Any = import_module("bot.store.migrations.0033_replies_that_wait")


def owe(effect: str, needs: str | None, subject: str = "inc-1") -> None:
    outbox.owe([Debt(subject, effect, "announce", None, mirror=False, needs=needs, due_at=utc_now())])


def needs() -> list[tuple[str, str | None]]:
    return [(row.subject, row.needs) for row in Delivery.select().order_by(Delivery.id)]


def test_only_what_is_behind_such_an_announcement_waits(do: Any) -> None:
    for debt in (("announce", "channel"), ("reply_update", None), ("reply_update", None, "inc-2")):
        do(lambda _, said=debt: owe(*said))
    do(lambda _: MIGRATION.up(None, CURRENT.obj))
    assert do(lambda _: needs()) == [("inc-1", "channel"), ("inc-1", "channel"), ("inc-2", None)]
    do(lambda _: MIGRATION.down(None, CURRENT.obj))
    assert do(lambda _: needs())[1:] == [("inc-1", None), ("inc-2", None)]
