"""How webhooks are received, whoever sends them: answered in time, and doubted where nobody signed them."""

import asyncio
import hashlib
import time
from collections.abc import Coroutine
from http import HTTPStatus
from math import inf
from typing import Any

import structlog

from bot.store.database import Database
from bot.usecases.directory.wellness import fall_ill, recover
from bot.usecases.unit import Unit

log = structlog.get_logger()

WELL_AGAIN = 60.0
"""Seconds until it is written down once more that all is well: not with each of many."""


async def in_time(keeping: Coroutine[Any, Any, int], patience: float) -> int:
    """Give the status to answer; what could not be kept within these seconds is to be told again."""
    task = asyncio.ensure_future(keeping)  # a bare coroutine is warned of where this is cut before it begins
    (answer,) = await asyncio.gather(asyncio.wait_for(task, patience), return_exceptions=True)
    if isinstance(answer, BaseException):
        log.error("webhook_not_kept", action="receive", exc_info=answer)
        return HTTPStatus.SERVICE_UNAVAILABLE
    return answer


def print_of(secret: str) -> str:
    """Give what tells whether it is still the same: too short to find it by."""
    return hashlib.sha256(b"firebell webhook:" + secret.encode()).hexdigest()[:8]


class Doubt:
    """Whether somebody signs wrongly, which admins see. `again`: seconds until that is said once more."""

    def __init__(self, db: Database[Unit], illness: str, again: float = inf) -> None:
        self._db, self._illness, self._again = db, illness, again
        self._since: float | None = None
        self._ended = -inf

    async def begin(self, why: str) -> None:
        log.error("webhook_forged", action="receive")
        if self._since is None or time.monotonic() > self._since + self._again:
            self._since = time.monotonic()
            await self._db.write_behind(fall_ill, self._illness, why)

    async def end(self) -> None:
        """A good one came. Who doubted may be another replica, or this one before it was started anew."""
        now = time.monotonic()
        if self._since is not None or now > self._ended + WELL_AGAIN:
            self._since, self._ended = None, now
            await self._db.write_behind(recover, self._illness)
