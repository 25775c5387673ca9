"""Request Tracker's REST 2.0: one call, one try, and its faults in our words.

Called directly: the `rt` package brings an HTTP client of its own, has no calls for custom fields, and says
True to a change that RT answers with 200 and refuses in its words.

https://docs.bestpractical.com/rt/5.0.3/RT/REST2.html
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiohttp

from bot.carried import carrying
from bot.domain.systems.exchange import Exchange, Way
from bot.domain.ticketing.systems import RT
from bot.integrations import faults
from bot.integrations.rest import Dialect, Rest, Said

SOURCE = RT.name
"""How tickets, the inbox and what is carried there are called."""

FORBIDDEN, TAKEN = "403", "412"
PAGE = 100

understood = partial(faults.understood, RT.title)


@dataclass(frozen=True)
class Account:
    """`url`: ends without a slash. `token`: of the user in whose name Firebell works there."""

    url: str
    token: str


class RequestTracker:
    """Calls paths below /REST/2.0. `patience`: seconds after which a call is given up."""

    def __init__(self, account: Account, patience: float, http: aiohttp.ClientSession) -> None:
        self.url = account.url
        self._headers = {"Authorization": f"token {account.token}", "Accept": "application/json"}
        self._rest = Rest(DIALECT, patience, http)

    async def get(self, path: str, **params: Any) -> Said:
        """Read one thing."""
        answer = await self._rest.call("GET", self._address(path), self._headers, params)
        return faults.an_object(answer, RT.title)

    async def read_all(self, path: str, **params: Any) -> AsyncIterator[Said]:
        """Read a list, page by page, until one is not full: RT does not always say how many there are."""
        page = 1
        while True:
            answer = await self.get(path, page=page, per_page=PAGE, **params)
            found = answer.get("items")
            if not isinstance(found, list):
                raise faults.unreadable(RT.title)
            for one in found:
                yield one
            if len(found) < PAGE:
                return
            page += 1

    async def write(self, verb: str, path: str, body: Any, exchange: Exchange | None = None) -> Any:
        """exchange: what that carries there, where more can be said than the path does.

        A change that RT refuses is answered with 200 too, and with sentences: whoever writes reads it back.
        """
        with carrying(exchange or Exchange(SOURCE, Way.THERE, path, verb)):
            return await self.call(verb, path, body)

    async def call(self, verb: str, path: str, body: Any) -> Any:
        """Ask with a body. Raises TransientError or PermanentError (code: the status)."""
        return await self._rest.call(verb, self._address(path), self._headers, body=body)

    def _address(self, path: str) -> str:
        return f"{self.url}/REST/2.0/{path}"


def _words(said: Any) -> str:
    told = said.get("message") if isinstance(said, dict) else said
    return "; ".join(map(str, told)) if isinstance(told, list) else str(told or "")


DIALECT = Dialect(SOURCE, RT.title, _words, "RT_TOKEN")
