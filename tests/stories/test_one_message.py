"""Where catching up takes so long that it begins anew, people still read one message about it."""

from datetime import timedelta
from typing import Any

import pytest
from harness import Bell, Workspace

from bot.domain.paging.gaps import Gap
from bot.domain.paging.source import Source
from bot.store import tables
from bot.store.queues import outbox, readings
from bot.store.queues.outbox import Debt
from bot.usecases.paging.hear_source import TELL, look_at_ours, notice_gap
from bot.usecases.unit import Unit

pytestmark = pytest.mark.pagerduty


async def test_of_two_gaps_that_are_caught_up_with_together_one_is_told(
    workspace: Workspace, database_url: str
) -> None:
    bell = await Bell(workspace, database_url, pagerduty=True).start()
    await bell.ready()
    await bell.until(lambda: readings.get("pagerduty"))
    await bell.firebell.db.write(_twice)
    assert await bell.firebell.db.read(_told) == [("", 1), ("eu", 1)], "the other account's is its own"
    await bell.idle()
    await bell.firebell.db.write(_catch_up)
    assert await bell.firebell.db.read(_told) == [("", 2), ("eu", 1)], "what was told is over"
    await bell.stop()


def _twice(unit: Unit) -> None:
    other = Gap(unit.now - timedelta(hours=1), unit.now, Source("eu")).subject
    outbox.owe([Debt(other, TELL, TELL, None, mirror=False, needs=None, due_at=unit.now)])
    for _ in range(2):
        _catch_up(unit)


def _catch_up(unit: Unit) -> None:
    notice_gap(unit)
    look_at_ours(unit)


def _told() -> list[tuple[str, int]]:
    """Give how many messages each account has, or is going to have."""
    rows: Any = tables.Delivery.select().where(tables.Delivery.effect == TELL)
    names = [Gap.of(row.subject).source.name for row in rows]
    return sorted((name, names.count(name)) for name in set(names))
