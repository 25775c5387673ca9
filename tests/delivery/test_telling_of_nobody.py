"""What a system told that is connected no more is given up in words, not in tracebacks."""

import asyncio

import structlog
from harness import PATIENCE, QUICK

from bot.delivery.attempts import UNKNOWN
from bot.delivery.worker import Worker
from bot.domain.systems.told import Told
from bot.ports import Effects, utc_now
from bot.store.database import Database
from bot.store.queues import inbox
from bot.store.tables import Telling
from bot.usecases.unit import Unit


async def test_it_says_that_a_setting_is_missing(db: Database[Unit]) -> None:
    told = Told("jira", "10091", "k1", "issue", {})
    await db.write(lambda unit: inbox.keep(told, unit.now))
    with structlog.testing.capture_logs() as lines:
        worker = Worker(db, Effects(), {}, utc_now, QUICK)
        await worker.start()
        async with asyncio.timeout(PATIENCE):
            while (await db.read(Telling.get)).state != "failed":
                pass
        await worker.stop()
    assert (await db.read(Telling.get)).reason == UNKNOWN
    assert not [line for line in lines if line["log_level"] == "error"]
