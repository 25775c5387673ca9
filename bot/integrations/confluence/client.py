"""Confluence's REST API: one call, one try, and its faults in our words.

https://developer.atlassian.com/cloud/confluence/rest/v2/intro/
"""

import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import aiohttp

from bot.carried import carrying
from bot.domain.systems.exchange import Exchange, Way
from bot.integrations.faults import an_object
from bot.integrations.rest import Dialect, Rest, Said

SOURCE = "confluence"
"""How what is carried there is called."""

BAD, CONFLICT = "400", "409"
PAGE = 100


@dataclass(frozen=True)
class Account:
    """`url`: ends in /wiki. `user`: an e-mail address."""

    url: str
    user: str
    token: str


class Confluence:
    """Calls paths below /wiki. `patience`: seconds after which a call is given up."""

    def __init__(self, account: Account, patience: float, http: aiohttp.ClientSession) -> None:
        self.url = account.url
        login = base64.b64encode(f"{account.user}:{account.token}".encode()).decode()
        self._headers = {"Authorization": f"Basic {login}"}
        self._rest = Rest(DIALECT, patience, http)

    async def get(self, path: str, **params: Any) -> Said:
        return await self._call("GET", path, params=params)

    async def write(self, verb: str, path: str, body: Any = None) -> Said:
        with carrying(Exchange(SOURCE, Way.THERE, path, verb)):
            return await self._call(verb, path, body=body)

    async def read_all(self, path: str, **params: Any) -> AsyncIterator[Said]:
        """Read a list, page by page.

        https://developer.atlassian.com/cloud/confluence/rest/v2/intro/#pagination
        """
        asked: dict[str, Any] = {"limit": PAGE, **params}
        while path:
            answer = await self.get(path, **asked)
            for one in answer["results"]:
                yield one
            more = str((answer.get("_links") or {}).get("next") or "")
            path, _, query = more.removeprefix("/wiki").partition("?")
            asked = dict(parse_qsl(query))

    async def _call(self, verb: str, path: str, *, params: Said | None = None, body: Any = None) -> Said:
        """Give what the answer says. Raises TransientError or PermanentError (code: the status)."""
        answer = await self._rest.call(verb, self.url + path, self._headers, params, body)
        return an_object(answer, DIALECT.title)


def _words(said: Any) -> str:
    """Read an error in either of its shapes."""
    if not isinstance(said, dict):
        return ""
    errors = [one for one in said.get("errors") or () if isinstance(one, dict)]
    return "; ".join(str(one.get("title") or "") for one in errors) or str(said.get("message") or "")


DIALECT = Dialect(SOURCE, "Confluence", _words, "CONFLUENCE_USER and CONFLUENCE_TOKEN")
"""How long we are told to wait: https://developer.atlassian.com/cloud/confluence/rate-limiting/"""
