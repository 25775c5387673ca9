"""Slack's Web API: one call, one try, and its faults in our words."""

import asyncio
import json
import os
import time
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import IO, Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import USER_AGENT, meters
from bot.domain.errors import PermanentError, TransientError
from bot.integrations.faults import reached, unreadable
from bot.integrations.slack.sayings import meaning

TITLE = "Slack"

# What Slack says when the fault is its own and passes: https://docs.slack.dev/reference/methods/chat.postMessage#errors
PASSING = {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}

# Limited for each channel by itself: https://docs.slack.dev/apis/web-api/rate-limits
PER_CHANNEL = {"chat.postMessage"}

AS_JSON = {
    *("views.open", "views.push", "views.update", "views.publish"),
    *("chat.postMessage", "chat.postEphemeral", "chat.update"),
}
"""What carries whole screens, of which a form with its fields is slow to make. Only some methods take JSON.

https://docs.slack.dev/apis/web-api/
"""

SLOWEST = 100_000
"""Bytes a second that an upload may be slow."""

NARROW = 60.0
"""Seconds for which a channel that had to wait counts as crowded."""


class Slack:
    """Calls methods by name. One that Slack told to wait is not called until then."""

    def __init__(self, web: AsyncWebClient, patience: float) -> None:
        """`patience`: seconds after which `web` gives a call up; Slack may still be doing it."""
        self._web = web
        self._patience = patience
        self._wait_until: dict[str, float] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    async def call(self, method: str, **args: object) -> dict[str, Any]:
        """Give Slack's answer.

        Raises TransientError (with retry_after where Slack told it) and PermanentError (code: Slack's error).
        """
        budget = f"{method} {args.get('channel')}" if method in PER_CHANNEL else method
        async with self._turn(budget) if method in PER_CHANNEL else nullcontext():
            return await self._try(budget, method, args)

    async def headers(self, method: str) -> Mapping[str, str]:
        """Give what stands above Slack's answer: its clock, and what the token may do. Raises as call."""
        return {
            str(name).lower(): str(value)
            for name, value in (await self._ask(method, method, {})).headers.items()
        }

    async def upload(self, name: str, text: str) -> str:
        """Send a file that is not in any channel yet, and give its id. Raises as call.

        https://docs.slack.dev/messaging/working-with-files#upload
        """
        return await self._send(name, text.encode(), len(text.encode()))

    async def send(self, name: str, file: IO[bytes]) -> str:
        """Like upload, for a file on disk of any size, from its beginning."""
        length = file.seek(0, os.SEEK_END)
        file.seek(0)
        return await self._send(name, file, length)

    async def _send(self, name: str, body: bytes | IO[bytes], length: int) -> str:
        asked = await self.call("files.getUploadURLExternal", filename=name, length=length)
        session = self._web.session
        assert session
        timeout = aiohttp.ClientTimeout(total=self._patience + length / SLOWEST)
        with reached(TITLE):
            async with session.post(asked["upload_url"], data=body, timeout=timeout) as answer:
                if answer.status != 200:
                    raise TransientError(f"Slack did not take the file ({answer.status}).")
        return str(asked["file_id"])

    async def _try(self, budget: str, method: str, args: dict[str, object]) -> dict[str, Any]:
        answer = await self._ask(budget, method, args)
        assert isinstance(answer.data, dict)
        return answer.data

    async def _ask(self, budget: str, method: str, args: dict[str, object]) -> AsyncSlackResponse:
        with meters.calling("slack", method):
            return await self._once(budget, method, args)

    async def _once(self, budget: str, method: str, args: dict[str, object]) -> AsyncSlackResponse:
        self._must_not_wait(budget)
        try:
            with reached(TITLE, self._patience):
                said = {name: value for name, value in args.items() if value is not None}
                if method in AS_JSON:
                    return await self._web.api_call(method, json=said)
                return await self._web.api_call(method, data=_form(said))
        except SlackApiError as error:
            raise self._fault(budget, error) from error

    def _turn(self, budget: str) -> AbstractAsyncContextManager[object]:
        """Where Slack told a channel's messages to wait, they go one by one: it tells one, not all."""
        if time.monotonic() > self._wait_until.get(budget, 0) + NARROW:
            return nullcontext()
        return self._turns.setdefault(budget, asyncio.Lock())

    def _must_not_wait(self, budget: str) -> None:
        left = self._wait_until.get(budget, 0) - time.monotonic()
        if left > 0:
            raise TransientError(f"Slack asked to wait before the next {budget}.", retry_after=left)

    def _fault(self, budget: str, error: SlackApiError) -> TransientError | PermanentError:
        response: Any = error.response
        if not isinstance(response, AsyncSlackResponse):
            return unreadable(TITLE)
        if response.status_code == 429:
            told = float(response.headers.get("Retry-After", 1))
            self._wait_until[budget] = time.monotonic() + told
            return TransientError(f"Slack asked to wait {told:g} s.", retry_after=told)
        code = response.data.get("error", "") if isinstance(response.data, dict) else ""
        if response.status_code >= 500 or code in PASSING or not code:
            return TransientError(f"Slack is in trouble ({code or response.status_code}).")
        return PermanentError(meaning(code), code=code)


def connect(token: str, url: str, http: aiohttp.ClientSession, patience: float) -> Slack:
    """Give Slack for one token. The client tries nothing again: whoever calls knows what may be."""
    return Slack(
        AsyncWebClient(token, url, session=http, user_agent_prefix=USER_AGENT, retry_handlers=[]), patience
    )


def _form(said: dict[str, object]) -> dict[str, str]:
    """Every method takes form fields."""
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in said.items()}
