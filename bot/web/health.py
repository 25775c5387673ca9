"""Whether the process lives, and whether it can work: for who restarts it, and who sends it traffic."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

import structlog
from aiohttp import web

from bot.store.database import Database
from bot.store.running import health
from bot.usecases.unit import Unit
from bot.web.server import Handler

log = structlog.get_logger()

PATIENCE = 3.0
"""Seconds in which the database must answer."""


@dataclass(frozen=True)
class Health:
    """`is_connected`: whether Slack can reach us now."""

    db: Database[Unit]
    is_connected: Callable[[], bool]

    @property
    def pages(self) -> dict[str, Handler]:
        return {"/healthz": self.live, "/readyz": self.ready}

    async def live(self, _request: web.Request) -> web.Response:
        """The event loop turns; nothing else is asked, as a restart would not mend anything else."""
        return web.Response(text="ok")

    async def ready(self, _request: web.Request) -> web.Response:
        found = {"database": await self._answers(), "slack": self.is_connected()}
        status = HTTPStatus.OK if all(found.values()) else HTTPStatus.SERVICE_UNAVAILABLE
        return web.json_response(found, status=status)

    async def _answers(self) -> bool:
        (answer,) = await asyncio.gather(self._ask(), return_exceptions=True)
        if isinstance(answer, BaseException):
            log.error("database_away", action="ready", exc_info=answer)
            return False
        return True

    async def _ask(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.db.read(health.ill)
