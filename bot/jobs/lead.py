"""One replica leads, so that not all of them ask others the same; where it dies, another one takes over."""

import time
from uuid import uuid4

from bot.store.database import Database
from bot.store.running import leading
from bot.usecases.unit import Unit

NAME = "jobs"
BEAT = 2.0
LEASE = 6.0


class Lead:
    """On a database that nobody shares, there is nobody else who could lead."""

    def __init__(self, db: Database[Unit]) -> None:
        self._db, self._worker = db, uuid4().hex
        self._asked, self._ours = -BEAT, False

    async def is_ours(self) -> bool:
        """Renew the lease when it is time to, and say whether we have it."""
        if not self._db.shared:
            return True
        begun = time.monotonic()
        if begun >= self._asked + BEAT:
            self._ours = await self._db.write_behind(_lead, self._worker)
            self._asked = begun
        return self._ours

    async def resign(self) -> None:
        if self._ours:
            await self._db.write_behind(_resign, self._worker)


def _lead(_unit: Unit, worker: str) -> bool:
    return leading.lead(NAME, worker, LEASE)


def _resign(_unit: Unit, worker: str) -> None:
    leading.resign(NAME, worker)
