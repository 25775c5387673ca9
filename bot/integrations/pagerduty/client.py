"""PagerDuty's REST API: one call, one try, and its faults in our words.

pdpyras blocks, so it runs in threads of its own. All its retries are off: the worker is the only one that
tries again.
"""

import asyncio
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import requests

from bot import USER_AGENT, meters
from bot.carried import carrying
from bot.domain.errors import PermanentError, TransientError
from bot.domain.paging.source import FIRST, Source
from bot.domain.systems.exchange import Exchange, Way
from bot.domain.wellformed import well_formed
from bot.integrations.faults import USUAL_WAIT, Waiting, an_object, unreadable
from bot.integrations.threads import CONNECT, THREADS, Threads

with warnings.catch_warnings():
    # It says at import that it gets no more updates; it is kept in this folder alone.
    warnings.filterwarnings("ignore", message='The package "pdpyras" is deprecated')
    from pdpyras import APISession, PDClientError, PDHTTPError

SPARE = 0.1
"""The part of the rate limit that reading leaves to pages: https://developer.pagerduty.com/docs/rest-api-rate-limits"""

PAGE = 100
"""Most things of one answer; FARTHEST is the last that can be reached by paging.

https://developer.pagerduty.com/docs/pagination
"""
FARTHEST = 10_000
TOO_MANY = "too_many"

AGAIN = 5
"""Things at the end of a page that the next one begins with: so many may be deleted before them meanwhile."""

ALREADY = {"1001", "1002"}
"""Codes of what is resolved, or acknowledged, already."""

UNKNOWN_REQUESTER = "1008"
"""The code for a From that is no user's address."""


OVER = 429
APART = "/analytics/"
"""Addresses with rate limits of their own: https://developer.pagerduty.com/docs/rest-api-v2/analytics/."""


@dataclass(frozen=True)
class Account:
    """`sender`: the e-mail address of the user in whose name Firebell writes. `url`: ends without a slash."""

    key: str
    sender: str
    url: str


@dataclass
class Spot:
    """How far a list was read: where the next page begins, and what the last one held.

    PagerDuty counts anew for each page, so that all that follows what was deleted comes sooner. `left`: from
    where it went back already; it does so once each, as an answer may never fit the one before.
    """

    offset: int = 0
    known: list[str] = field(default_factory=list)
    left: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, text: str) -> Self:
        offset, *known = text.split() or ["0"]
        return cls(int(offset), known)

    @property
    def text(self) -> str:
        return " ".join([str(self.offset), *self.known[-AGAIN:]])

    @property
    def is_beyond(self) -> bool:
        return self.offset + PAGE > FARTHEST

    def turn(self, page: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]] | None:
        """Give what of a page is new; None where something before it may be unread, so that it goes back."""
        there = {str(one.get("id") or one): dict(one) for one in page}
        is_apart = self.known and there.keys().isdisjoint(self.known)
        if self.offset and is_apart and self.offset not in self.left:
            self.left.add(self.offset)
            self.offset = max(0, self.offset - PAGE + AGAIN)
            return None
        fresh = [one for key, one in there.items() if key not in self.known]
        last, following = FARTHEST - PAGE, self.offset + PAGE - AGAIN
        self.offset = min(following, last) if self.offset < last else following
        self.known = [*there]
        return fresh


class PagerDuty:
    """Calls paths. `patience`: seconds after which a call is given up; PagerDuty may still be doing it.

    `source`: which account it is, among all that Firebell works with.
    """

    def __init__(self, account: Account, patience: float, source: Source = FIRST) -> None:
        self.sender, self.source = account.sender, source
        self._account, self._patience = account, patience
        self._threads = Threads(source.system, source.title, patience, self._new_session)
        self._reading = asyncio.Semaphore(THREADS // 2)
        self._waiting, self._spare = Waiting(source.title), Waiting(source.title)

    def close(self) -> None:
        self._threads.close()

    async def get(self, path: str, **params: Any) -> dict[str, Any]:
        """Read what is needed at once."""
        return await self._call("GET", path, params=params)

    async def read(self, path: str, **params: Any) -> dict[str, Any]:
        """Read what can wait: pages go first, in threads as in the rate limit."""
        self._spare.must_be_over()
        async with self._reading:
            return await self._call("GET", path, self._spare, params=params)

    async def analyse(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Read figures, which have a quota of their own.

        Raises PermanentError where that is used up: nothing else is to wait until it is there again.
        """
        async with self._reading:
            return await self._call("POST", path, self._spare, json=body)

    def read_all(
        self, path: str, name: str, start: Spot | None = None, **params: Any
    ) -> AsyncIterator[list[dict[str, Any]]]:
        """Read a list page by page from `start` on, which moves along; `name` is what the answer calls it.

        Raises PermanentError (code: too_many) where it is longer than paging reaches.
        """
        return paged(self.read, self.source.title, path, name, start or Spot(), params)

    async def write(
        self,
        verb: str,
        path: str,
        body: Mapping[str, Any],
        sender: str = "",
        exchange: Exchange | None = None,
    ) -> dict[str, Any]:
        """Write in the name of `sender`, if that is anybody there, else in Firebell's.

        exchange: what that carries there, where more can be said than the path does.
        """
        with carrying(exchange or Exchange(self.source.system, Way.THERE, path, verb)):
            try:
                return await self._call(verb, path, json=body, headers={"From": sender or self.sender})
            except PermanentError as error:
                if error.code != UNKNOWN_REQUESTER or sender in {"", self.sender}:
                    raise
            return await self._call(verb, path, json=body, headers={"From": self.sender})

    async def _call(
        self, verb: str, path: str, waiting: Waiting | None = None, **args: Any
    ) -> dict[str, Any]:
        """waiting: what waits where PagerDuty asks for it; else everything does."""
        told = waiting or self._waiting
        with meters.calling(self.source.system):
            self._waiting.must_be_over()
            return await self._threads.call(lambda session: self._try(session, verb, path, told, args))

    def _try(
        self, session: Any, verb: str, path: str, waiting: Waiting, args: dict[str, Any]
    ) -> dict[str, Any]:
        """Runs in a thread."""
        try:
            headers = {"User-Agent": USER_AGENT, **args.get("headers", {})}
            response = session.request(verb, path, **{**args, "headers": headers})
        except PDHTTPError as error:
            raise self._fault(error.response, waiting) from error
        except PDClientError as error:
            is_late = isinstance(error.__cause__, requests.ReadTimeout)
            unsure = self._patience if is_late else 0.0
            raise TransientError(f"{self.source.title} does not answer.", unsure=unsure) from error
        if path.startswith(APART):
            if response.status_code == OVER:
                raise PermanentError(f"{self.source.title} has no quota left for figures.", code=str(OVER))
        else:
            self._heed(response)
        if not response.ok:
            raise self._fault(response, waiting)
        return _body(response, self.source.title)

    def _new_session(self) -> Any:
        session = APISession(self._account.key, auth_type=_kind(self._account.key))
        session.url = self._account.url
        session.timeout = (CONNECT, self._patience)
        session.retry = {429: 1}
        session.max_http_attempts, session.max_network_attempts = -1, 0
        return session

    def _heed(self, response: requests.Response) -> None:
        """Remember when the rest of the rate limit belongs to pages."""
        limit, left = _number(response, "ratelimit-limit"), _number(response, "ratelimit-remaining")
        if not limit or left is None:
            return
        meters.RATE_LEFT.labels(self.source.system).set(left / limit)
        if left < limit * SPARE:
            self._spare.told(_number(response, "ratelimit-reset") or 1)

    def _fault(self, response: requests.Response, waiting: Waiting) -> TransientError | PermanentError:
        status = response.status_code
        if status == OVER:
            told = _number(response, "ratelimit-reset") or _number(response, "retry-after")
            return waiting.told(told or USUAL_WAIT)
        if status == 401:
            return TransientError(f"{self.source.title} does not accept {self.source.setting('API_KEY')}.")
        said = _error(response)
        if status >= 500 or status in {408, 409} or not said:
            return TransientError(f"{self.source.title} is in trouble ({status}).")
        return PermanentError(_sentence(said), code=str(said.get("code", status)))


async def paged(
    read: Callable[..., Awaitable[dict[str, Any]]],
    whose: str,
    path: str,
    name: str,
    spot: Spot,
    params: Mapping[str, Any],
) -> AsyncIterator[list[dict[str, Any]]]:
    """Read a list page by page; a thing may come twice. Raises as PagerDuty.read_all does."""
    more = True
    while more:
        if spot.is_beyond:
            raise PermanentError(f"{whose} lists at most {FARTHEST} {name}.", code=TOO_MANY)
        answer = await read(path, limit=PAGE, offset=spot.offset, **params)
        fresh = spot.turn(answer[name])
        if fresh is not None:
            yield fresh
            more = bool(answer.get("more"))


def _kind(key: str) -> str:
    """Tokens of OAuth begin with pd.

    https://developer.pagerduty.com/docs/authentication
    """
    return "bearer" if key.startswith("pd") else "token"


def _number(response: requests.Response, header: str) -> float | None:
    try:
        return float(response.headers[header])
    except (KeyError, ValueError):
        return None


def _body(response: requests.Response, title: str) -> dict[str, Any]:
    if response.status_code == 204 or not response.content:
        return {}
    try:
        return an_object(well_formed(response.json()), title)
    except ValueError as error:
        raise unreadable(title) from error


def _error(response: requests.Response) -> dict[str, Any]:
    """Give what it says of an error; empty where it cannot be read."""
    try:
        said = response.json()["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return said if isinstance(said, dict) else {"message": str(said)}


def _sentence(said: Mapping[str, Any]) -> str:
    details = said.get("errors") or ()
    more = "; ".join(str(one) for one in details) if isinstance(details, list) else str(details)
    message = str(said.get("message") or "no reason given").rstrip(".")
    return f"PagerDuty refuses: {message}{': ' + more.rstrip('.') if more else ''}."
