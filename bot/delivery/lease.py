"""A worker's word that it lives: where it does not keep it, other replicas take over what it has claimed."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import structlog

from bot.delivery.pace import Pace
from bot.store.database import Database
from bot.store.queues import claims, leases
from bot.usecases.unit import Unit

log = structlog.get_logger()


@dataclass
class Lease:
    """On a database that nobody shares there is nothing to keep: what is claimed at the start is nobody's.

    For us it ends earlier than for others: what is still on its way then has come there when they take over.
    """

    db: Database[Unit]
    pace: Pace
    lapsed: Callable[[], None]
    """What to do when it could not be renewed in time: others will soon begin with what is ours."""
    worker: str = field(default_factory=lambda: uuid4().hex)
    _ends: float = -1e9
    _fuse: asyncio.TimerHandle | None = None

    @property
    def holds(self) -> bool:
        return not self.db.shared or time.monotonic() < self._ends

    async def begin(self) -> None:
        """Put back what is claimed by nobody who lives."""
        await (self.keep() if self.db.shared else self.db.write(_release_all, self.pace.in_the_air))

    async def keep(self) -> None:
        """Renew it, before all that waits in line, and put back what the dead had claimed."""
        begun = time.monotonic()
        await self.db.write(_beat, self.worker, self.pace.lease)
        self.end()
        self._ends = begun + self.pace.lease - self.pace.in_the_air
        loop = asyncio.get_running_loop()
        self._fuse = loop.call_later(self._ends - time.monotonic(), self._lapse)

    def end(self) -> None:
        if self._fuse:
            self._fuse.cancel()

    def _lapse(self) -> None:
        log.error("lease_lapsed", action="lease", worker=self.worker)
        self.lapsed()


def _release_all(unit: Unit, in_the_air: float) -> None:
    claims.release_all(unit.now + timedelta(seconds=in_the_air))


def _beat(_unit: Unit, worker: str, seconds: float) -> None:
    leases.renew(worker, seconds)
    buried = leases.bury()
    if buried:
        log.warning("taken_over", action="lease", deliveries=buried)
