"""The HTTP session in which all calls are made."""

from typing import Any

import aiohttp

from bot import USER_AGENT
from bot.domain.wellformed import loads


class _Answer(aiohttp.ClientResponse):
    """Gives as text only what is text, whoever reads it: Slack's library too."""

    async def json(self, **how: Any) -> Any:
        return await super().json(**{"loads": loads, **how})


def session(patience: float) -> aiohttp.ClientSession:
    """Give one that gives each call up after `patience` seconds, and says who calls."""
    timeout = aiohttp.ClientTimeout(total=patience)
    agent = {"User-Agent": USER_AGENT}
    return aiohttp.ClientSession(timeout=timeout, headers=agent, response_class=_Answer)
