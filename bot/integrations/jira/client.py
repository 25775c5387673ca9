"""Jira's REST API: one call, one try, and its faults in our words.

The jira library blocks, so it runs in threads of its own. Its retries are off and its constructor asks
nothing: the worker is the only one that tries again.
"""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import requests
from jira import JIRA, JIRAError

from bot import USER_AGENT, meters
from bot.carried import carrying
from bot.domain.errors import PermanentError, TransientError
from bot.domain.systems.exchange import Exchange, Way
from bot.domain.ticketing.systems import JIRA as SYSTEM
from bot.domain.wellformed import well_formed
from bot.integrations import faults
from bot.integrations.threads import CONNECT, Threads

SOURCE = SYSTEM.name
"""How identities, inbox and tickets call it."""

PAGE = 100

LOGGED_OUT = {"AUTHENTICATED_FAILED", "AUTHENTICATION_DENIED"}
"""What Jira says of a login that it does not take, be the answer 401, 404 or 200.

https://developer.atlassian.com/server/jira/platform/basic-authentication/
"""

understood = partial(faults.understood, SYSTEM.title)

Said = dict[str, Any]


@dataclass(frozen=True)
class Account:
    """`url`: ends without a slash. `user`: an e-mail address; empty: the token is a Data Center's own."""

    url: str
    user: str
    token: str


class FieldsError(PermanentError):
    """Jira refuses what some fields say: `fields` holds its sentence for each."""

    def __init__(self, reason: str, fields: Mapping[str, str]) -> None:
        super().__init__(reason, code="400")
        self.fields = dict(fields)


class _Session(JIRA):
    """The library's session, for calls by their paths."""

    def call(self, verb: str, path: str, params: Said, body: Any) -> requests.Response:
        address = self.server_url + path if path.startswith("/") else self._get_url(path)
        data = None if body is None else json.dumps(body)
        return self._session.request(verb, address, params=params, data=data)


class Jira:
    """Calls paths below /rest/api/2, or whole ones. `patience`: seconds after which a call is given up."""

    def __init__(self, account: Account, patience: float) -> None:
        self.url = account.url
        self._account, self._patience = account, patience
        self._threads = Threads(SOURCE, SYSTEM.title, patience, self._new_session)
        self._waiting = faults.Waiting(SYSTEM.title)

    def close(self) -> None:
        self._threads.close()

    async def get(self, path: str, **params: Any) -> Said:
        """Read one thing."""
        return faults.an_object(await self.call("GET", path, params=params), SYSTEM.title)

    async def get_list(self, path: str, **params: Any) -> list[Said]:
        """Read what comes as a list that is whole."""
        answer = await self.call("GET", path, params=params)
        if not isinstance(answer, list) or not all(isinstance(one, dict) for one in answer):
            raise faults.unreadable(SYSTEM.title)
        return answer

    async def write(
        self, verb: str, path: str, body: Any, exchange: Exchange | None = None, **params: Any
    ) -> Any:
        """exchange: what that carries there, where more can be said than the path does."""
        with carrying(exchange or Exchange(SOURCE, Way.THERE, path, verb)):
            return await self.call(verb, path, params=params, body=body)

    async def read_all(self, path: str, *names: str, **params: Any) -> AsyncIterator[Said]:
        """Read a numbered list; `names`: what the answer may call it, by the kind of Jira."""
        start, more = 0, True
        while more:
            answer = await self.get(path, startAt=start, maxResults=PAGE, **params)
            with understood():
                found: list[Said] = next((list(answer[name]) for name in names if name in answer), [])
                start += len(found)
                more = bool(found) and start < int(answer.get("total", 0))
            for one in found:
                yield one

    async def call(self, verb: str, path: str, *, params: Said | None = None, body: Any = None) -> Any:
        """Give what the answer says. Raises TransientError or PermanentError (FieldsError) in our words."""
        with meters.calling(SOURCE):
            self._waiting.must_be_over()
            return await self._threads.call(
                lambda session: self._try(session, verb, path, params or {}, body)
            )

    def _try(self, session: _Session, verb: str, path: str, params: Said, body: Any) -> Any:
        """Runs in a thread."""
        try:
            response = session.call(verb, path, params, body)
        except JIRAError as error:
            raise self._fault(error.response) from error
        except requests.RequestException as error:
            unsure = self._patience if isinstance(error, requests.ReadTimeout) else 0.0
            raise TransientError("Jira does not answer.", unsure=unsure) from error
        if _is_nobody(response):
            raise _unknown()
        if response.status_code == 204 or not response.content:
            return {}
        try:
            return well_formed(response.json())
        except ValueError as error:
            raise faults.unreadable(SYSTEM.title) from error

    def _new_session(self) -> _Session:
        account = self._account
        return _Session(
            account.url,
            options={"headers": {"User-Agent": USER_AGENT}},
            basic_auth=(account.user, account.token) if account.user else None,
            token_auth=None if account.user else account.token,
            get_server_info=False,
            logging=False,
            max_retries=0,
            timeout=(CONNECT, self._patience),
        )

    def _fault(self, response: requests.Response | None) -> TransientError | PermanentError:
        if response is None:
            return TransientError("Jira does not answer.")
        status = response.status_code
        if status == 429 or (status == 503 and "Retry-After" in response.headers):
            # https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
            return self._waiting.told(response.headers.get("Retry-After", ""))
        if status == 401 or _is_nobody(response):
            return _unknown()
        if status >= 500 or status in {408, 409, 425}:
            return TransientError(f"Jira is in trouble ({status}).")
        messages, fields = _said(response)
        sentence = f"Jira refuses: {'; '.join(one.rstrip('.') for one in messages) or f'status {status}'}."
        return FieldsError(sentence, fields) if fields else PermanentError(sentence, code=str(status))


def _is_nobody(response: requests.Response) -> bool:
    """Tell whether it was answered as to somebody who is not logged in: then what is there looks gone."""
    return response.headers.get("X-Seraph-LoginReason") in LOGGED_OUT


def _unknown() -> TransientError:
    return TransientError("Jira does not accept JIRA_USER and JIRA_TOKEN.")


def _said(response: requests.Response) -> tuple[list[str], dict[str, str]]:
    """Give what it says of an error: all of it, and that which concerns fields by their ids."""
    try:
        said = response.json()
        fields = {str(name): str(words) for name, words in (said.get("errors") or {}).items()}
        return [*map(str, said.get("errorMessages") or ()), *fields.values()], fields
    except (ValueError, AttributeError, TypeError):
        return [], {}
