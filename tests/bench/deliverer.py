"""Delivers what an outbox owes, at no latency, and prints when it began and when nothing was left.

A process of its own, as a replica is: `python -m bench.deliverer DATABASE_URL` waits for a line to begin.
"""

import asyncio
import json
import sys
import time

import structlog

from bot.app import prepare_database
from bot.delivery.pace import Pace
from bot.delivery.worker import Worker
from bot.domain.events import IncidentOpened
from bot.ports import Effects, Outcome, Run, on, utc_now
from bot.store.database import Database
from bot.store.queues import outbox
from bot.usecases.unit import Unit

EFFECT = "do_nothing"
LOOK = 0.02


class Nothing:
    @on(IncidentOpened)
    async def do_nothing(self, run: Run) -> Outcome:
        """What is measured is all around it."""


async def main(url: str) -> None:
    effects = Effects()
    effects.add(Nothing())
    db: Database[Unit] = Database(url, lambda: Unit(utc_now(), effects))
    prepare_database(db)
    worker = Worker(db, effects, {}, utc_now, Pace())
    print("ready", flush=True)  # noqa: T201 - whoever measures waits for it
    await asyncio.to_thread(sys.stdin.readline)
    begun = time.monotonic()
    await worker.start()
    while await db.read(outbox.any_left, [EFFECT]):  # noqa: ASYNC110 - another replica may do the last one
        await asyncio.sleep(LOOK)
    print(json.dumps({"begun": begun, "ended": time.monotonic()}))  # noqa: T201 - its answer
    await worker.stop()
    db.close()


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    asyncio.run(main(sys.argv[1]))
