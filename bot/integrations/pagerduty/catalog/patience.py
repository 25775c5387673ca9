"""Reads PagerDuty with patience: a long reading that began anew whenever it has to wait would never end."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from bot.domain.errors import TransientError
from bot.integrations.pagerduty.client import PagerDuty, Spot, paged

log = structlog.get_logger()

LONGEST = 60.0
"""Seconds that are waited; PagerDuty counts what is asked by the minute."""

Said = dict[str, Any]
Tell = Callable[[str], None]


def note(words: str) -> None:
    log.info("reading_waits", action="read_catalog", why=words)


@dataclass(frozen=True)
class Patient:
    """Raises as the client does where nobody says for how long to wait. `tell`: hears of each wait."""

    pagerduty: PagerDuty
    tell: Tell = note

    async def read(self, path: str, **params: Any) -> Said:
        return await self._waited(lambda: self.pagerduty.read(path, **params))

    def read_all(
        self, path: str, name: str, start: Spot | None = None, **params: Any
    ) -> AsyncIterator[list[Said]]:
        return paged(self.read, self.pagerduty.source.title, path, name, start or Spot(), params)

    async def analyse(self, path: str, body: Mapping[str, Any]) -> Said:
        return await self._waited(lambda: self.pagerduty.analyse(path, body))

    async def _waited(self, ask: Callable[[], Awaitable[Said]]) -> Said:
        while True:
            try:
                return await ask()
            except TransientError as error:
                wait = error.retry_after
                if wait is None or wait > LONGEST:
                    raise
                self.tell(f"{error} It goes on in {wait:g} s.")
                await asyncio.sleep(wait)
