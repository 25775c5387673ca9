"""While many people wait for their acks, what is owed is done a few at a time: all of it, still."""

import asyncio

import pytest

from bot.delivery.pace import Pace
from bot.delivery.worker import Worker
from bot.domain.events import IncidentOpened
from bot.ports import Effects, Run, on, utc_now
from bot.store.database import Database
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.usecases.unit import Unit

OWED = 12


class Telling:
    """Each waits until `most` run side by side."""

    def __init__(self, most: int) -> None:
        self.running, self.most, self.left = 0, 0, OWED
        self.all_done = asyncio.Event()
        self._together = asyncio.Barrier(most)

    @on(IncidentOpened)
    async def tell(self, _: Run) -> None:
        self.running += 1
        self.most = max(self.most, self.running)
        await self._together.wait()
        self.running -= 1
        self.left -= 1
        if not self.left:
            self.all_done.set()


@pytest.mark.parametrize(("unacked", "most"), [(0, OWED), (5, OWED), (6, 2), (200, 2)])
async def test_who_waits_for_an_ack_goes_before_what_is_owed_in_slack(
    db: Database[Unit], effects: Effects, unacked: int, most: int
) -> None:
    telling = Telling(most)
    effects.add(telling)
    await _see_through(db, effects, telling, unacked)
    assert telling.most == most


@pytest.mark.parametrize(("unacked", "most"), [(0, OWED // 4), (5, OWED // 4), (6, 2), (200, 2)])
async def test_who_waits_for_an_ack_goes_before_what_is_owed_elsewhere(
    db: Database[Unit], effects: Effects, unacked: int, most: int
) -> None:
    """Another system's share is a quarter of what runs side by side."""
    telling = Telling(most)
    effects.add_crowd([telling], OWED)
    await _see_through(db, effects, telling, unacked)
    assert telling.most == most


async def _see_through(db: Database[Unit], effects: Effects, telling: Telling, unacked: int) -> None:
    debts = [
        Debt(f"inc-{n}", "tell", "tell", None, mirror=False, needs=None, due_at=utc_now())
        for n in range(OWED)
    ]
    await db.write(lambda _unit: outbox.owe(debts))
    pace = Pace(look=0.02, at_once=OWED, rush=6, in_a_rush=2)
    worker = Worker(db, effects, {}, utc_now, pace, waiting=lambda: unacked)
    await worker.start()
    await asyncio.wait_for(telling.all_done.wait(), 60)
    await worker.stop()
