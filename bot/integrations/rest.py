"""A REST API over aiohttp: one call, one try, and its faults in our words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
from yarl import URL

from bot import meters
from bot.domain.errors import PermanentError, TransientError
from bot.integrations.faults import Waiting, reached, unreadable

PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY}
"""What is no refusal, although it is below 500."""

LONGEST_WORDS = 300

Said = dict[str, Any]


@dataclass(frozen=True)
class Dialect:
    """What is a system's own. `title`: how people call it, where `source` is how we do.

    `words`: gives what it says of an error, of the JSON that it answered (None: it was none).
    `credentials`: the settings by which it knows us; empty: that it does not is a refusal like others.
    """

    source: str
    title: str
    words: Callable[[Any], str]
    credentials: str = ""


class Rest:
    """`patience`: seconds after which a call is given up."""

    def __init__(self, dialect: Dialect, patience: float, http: aiohttp.ClientSession) -> None:
        self._dialect, self._http, self._patience = dialect, http, patience
        self._timeout = aiohttp.ClientTimeout(total=patience)
        self._waiting = Waiting(dialect.title)

    async def call(
        self,
        verb: str,
        address: str | URL,
        headers: Mapping[str, str],
        params: Mapping[str, Any] | None = None,
        body: Any = None,
    ) -> Any:
        """Give what the answer says. Raises TransientError or PermanentError (code: the status)."""
        asked = {name: str(value) for name, value in (params or {}).items()}
        with meters.calling(self._dialect.source):
            self._waiting.must_be_over()
            with reached(self._dialect.title, self._patience):
                async with self._http.request(
                    verb, address, params=asked, json=body, headers=headers, timeout=self._timeout
                ) as answer:
                    return await self._said(answer)

    async def _said(self, answer: aiohttp.ClientResponse) -> Any:
        if answer.status >= HTTPStatus.BAD_REQUEST:
            raise self._fault(answer, await self._words(answer))
        if answer.status == HTTPStatus.NO_CONTENT:
            return {}
        try:
            return await answer.json(content_type=None)
        except ValueError as error:
            raise unreadable(self._dialect.title) from error

    async def _words(self, answer: aiohttp.ClientResponse) -> str:
        try:
            said = self._dialect.words(await answer.json(content_type=None))
        except ValueError:
            return ""
        return said.partition("\n")[0].rstrip(".")[:LONGEST_WORDS]

    def _fault(self, answer: aiohttp.ClientResponse, words: str) -> TransientError | PermanentError:
        status, told, title = answer.status, answer.headers, self._dialect.title
        is_pause = status == HTTPStatus.SERVICE_UNAVAILABLE and "Retry-After" in told
        if is_pause or status == HTTPStatus.TOO_MANY_REQUESTS:
            return self._waiting.told(told.get("Retry-After") or told.get("X-RateLimit-Reset") or "")
        if status == HTTPStatus.UNAUTHORIZED and self._dialect.credentials:
            return TransientError(f"{title} does not accept {self._dialect.credentials}.")
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in PASSING:
            return TransientError(f"{title} is in trouble ({status}).")
        return PermanentError(f"{title} refuses: {words or f'status {status}'}.", code=str(status))
