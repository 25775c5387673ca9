"""Confluence's REST API: one call, one try, and its faults in our words.

https://developer.atlassian.com/cloud/confluence/rest/v2/intro/
"""

import base64
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import aiohttp

from bot import meters
from bot.carried import carrying
from bot.domain.errors import PermanentError, TransientError
from bot.domain.systems.exchange import Exchange, Way
from bot.domain.wellformed import well_formed

SOURCE = "confluence"
"""How what is carried there is called."""

GONE, FORBIDDEN, BAD, CONFLICT = "404", "403", "400", "409"
LONGEST_WAIT = 300.0
PAGE = 100

Said = dict[str, Any]


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
        self._patience, self._http = patience, http
        self._wait_until = 0.0

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
        with meters.calling("confluence"):
            return await self._once(verb, path, params or {}, body)

    async def _once(self, verb: str, path: str, params: Said, body: Any) -> Said:
        left = self._wait_until - time.monotonic()
        if left > 0:
            raise TransientError("Confluence asked to wait.", retry_after=left)
        asked = {name: str(value) for name, value in params.items()}
        timeout = aiohttp.ClientTimeout(total=self._patience)
        try:
            async with self._http.request(
                verb, self.url + path, params=asked, json=body, headers=self._headers, timeout=timeout
            ) as answer:
                return await self._said(answer)
        except TimeoutError as error:
            raise TransientError("Confluence does not answer in time.", unsure=self._patience) from error
        except (aiohttp.ClientError, OSError) as error:
            raise TransientError(f"Confluence does not answer ({type(error).__name__}).") from error

    async def _said(self, answer: aiohttp.ClientResponse) -> Said:
        if answer.status >= 400:
            raise self._fault(answer, await _words(answer))
        if answer.status == 204:
            return {}
        try:
            said = well_formed(await answer.json(content_type=None))
        except ValueError as error:
            raise TransientError("Confluence's answer cannot be read.") from error
        if not isinstance(said, dict):
            raise TransientError("Confluence's answer cannot be read.")
        return said

    def _fault(self, answer: aiohttp.ClientResponse, words: str) -> TransientError | PermanentError:
        status = answer.status
        if status == 429 or (status == 503 and "Retry-After" in answer.headers):
            told = _wait(answer.headers.get("Retry-After", "5"))
            self._wait_until = time.monotonic() + told
            return TransientError(f"Confluence asked to wait {told:g} s.", retry_after=told)
        if status == 401:
            return TransientError("Confluence does not accept CONFLUENCE_USER and CONFLUENCE_TOKEN.")
        if status >= 500 or status in {408, 425}:
            return TransientError(f"Confluence is in trouble ({status}).")
        return PermanentError(f"Confluence refuses: {words or f'status {status}'}.", code=str(status))


def _wait(said: str) -> float:
    """Give the seconds that it told us to wait.

    https://developer.atlassian.com/cloud/confluence/rate-limiting/
    """
    try:
        return min(LONGEST_WAIT, max(0.0, float(said)))
    except ValueError:
        return 5.0


async def _words(answer: aiohttp.ClientResponse) -> str:
    """Give what it says of an error, in either of its shapes."""
    try:
        said = await answer.json(content_type=None)
    except ValueError:
        return ""
    if not isinstance(said, dict):
        return ""
    errors = [one for one in said.get("errors") or () if isinstance(one, dict)]
    told = "; ".join(str(one.get("title") or "") for one in errors) or str(said.get("message") or "")
    return told.partition("\n")[0].rstrip(".")[:300]
