"""Two Socket Mode connections, never reused, so that no press is lost while Slack replaces one.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot import meters
from bot.domain.errors import TransientError
from bot.domain.wellformed import well_formed

log = structlog.get_logger()

LINGER = 5.0
"""Seconds that a connection which must go may still take for its acks."""


class _Connection(SocketModeClient):
    """One WebSocket from its URL to its end; where the SDK would reconnect, it says that it must go."""

    def __init__(self, url: str, pong: float) -> None:
        self.leave = asyncio.Event()
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()
        super().__init__(
            app_token="",
            auto_reconnect_enabled=False,
            ping_interval=pong / 4,
            on_close_listeners=[self._closed],
            on_error_listeners=[self._closed],
        )
        self.wss_uri = url

    async def run_message_listeners(self, message: dict[str, Any], raw_message: str) -> None:
        await super().run_message_listeners(well_formed(message, raw_message), raw_message)

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - the SDK's signature
        self.leave.set()

    async def _closed(self, _message: object) -> None:
        self.leave.set()

    async def gone(self, every: float) -> None:
        """Wait until it must go: told so, closed, or silent."""
        while not self.leave.is_set() and await self.is_connected():
            try:
                async with asyncio.timeout(every):
                    await self.leave.wait()
            except TimeoutError:
                continue

    @property
    def unacked(self) -> int:
        """How much has come and is not acked yet."""
        return self._busy

    @property
    def is_idle(self) -> bool:
        return not self._busy

    async def finish(self) -> None:
        """Let what has arrived be acked; then close."""
        try:
            async with asyncio.timeout(LINGER):
                await self._idle.wait()
        except TimeoutError:
            log.warning("socket_cut", action="socket", unanswered=self._busy)
        await self.end()

    async def end(self) -> None:
        await self.close()  # type: ignore[no-untyped-call]  # the SDK annotates nothing here

    def began(self) -> None:
        self._busy += 1
        self._idle.clear()

    def ended(self) -> None:
        self._busy -= 1
        if not self._busy:
            self._idle.set()


@dataclass
class Sockets:
    """Keeps two connections open. `fresh_url` gives a URL that works once."""

    app: AsyncApp
    fresh_url: Callable[[], Awaitable[str]]
    pong: float
    """Seconds without a pong after which a connection counts as dead."""
    quiet: float
    """Seconds that a connection which must go waits for what is still on the wire."""
    is_noise: Callable[[dict[str, Any]], bool] = lambda _: False
    """Says of an event whether it needs only its ack; then Bolt, which takes some ms, is spared it."""
    lately: float = 0.0
    """Seconds for which somebody whose ack came still counts as waiting: after many in a row come more."""
    open: set[_Connection] = field(default_factory=set)
    _acked: deque[float] = field(default_factory=deque)
    _ways: list[asyncio.Task[None]] = field(default_factory=list)
    _ending: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self, first_url: str) -> None:
        """Open the first connection, and the second as soon as it may."""
        first = await self._try_connect(0, first_url)
        self._ways = [asyncio.create_task(self._keep(one), name="socket") for one in (first, None)]

    async def stop(self) -> None:
        for way in self._ways:
            way.cancel()
        await asyncio.gather(*self._ways, return_exceptions=True)
        await asyncio.sleep(self.quiet)
        await asyncio.gather(*self._ending, *(one.finish() for one in self.open))

    async def _keep(self, connection: _Connection | None) -> None:
        """Whenever the connection must go, open its successor first."""
        failures = 0
        while True:
            if connection:
                await connection.gone(self.pong / 4)
            successor = await self._try_connect(failures)
            failures = 0 if successor else failures + 1
            if successor:
                self._retire(connection)
                connection = successor

    async def _try_connect(self, failures: int, url: str = "") -> _Connection | None:
        """Connect, or wait as long as is decent before the next try."""
        try:
            return await self._connect(url or await self.fresh_url())
        except Exception as error:  # noqa: BLE001 - without sockets nobody can be helped, so try on
            told = error.retry_after if isinstance(error, TransientError) else None
            log.warning("socket_refused", action="socket", why=repr(error))
            await asyncio.sleep(told or min(30, 0.5 * 2 ** min(failures, 6)))
            return None

    async def _connect(self, url: str) -> _Connection:
        connection = _Connection(url, self.pong)
        connection.socket_mode_request_listeners.append(self._dispatch)
        try:
            # the SDK would try a refused URL again for ever
            async with asyncio.timeout(self.pong / 4):
                await connection.connect()  # type: ignore[no-untyped-call]  # the SDK annotates nothing here
        except BaseException as error:
            await connection.end()
            if isinstance(error, TimeoutError):
                raise TransientError("Slack did not accept the WebSocket.") from None
            raise
        self.open.add(connection)
        log.info("socket_open", action="socket", open=len(self.open))
        return connection

    def _retire(self, connection: _Connection | None) -> None:
        if connection is None:
            return
        task = asyncio.create_task(self._finish(connection))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _finish(self, connection: _Connection) -> None:
        try:
            await asyncio.sleep(self.quiet)
            await self._until_unused(connection)
            await connection.finish()
        finally:
            self.open.discard(connection)

    @property
    def waiting(self) -> int:
        """How many wait for an ack, or did a moment ago."""
        while self._acked and self._acked[0] < time.monotonic() - self.lately:
            self._acked.popleft()
        return sum(one.unacked for one in self.open) + len(self._acked)

    @property
    def _is_ending(self) -> bool:
        return all(way.done() for way in self._ways)

    async def _until_unused(self, connection: _Connection) -> None:
        """Wait until nothing is sent to it, as Slack has one that need not go: before, it may still do so.

        Whether it has one is looked at last: that one may be told to go at any moment.
        """
        unused, patience = 0.0, time.monotonic() + LINGER
        while unused < self.quiet / 4 and time.monotonic() < patience and not self._is_ending:
            await asyncio.sleep(self.quiet / 20)
            stays = any(not one.leave.is_set() for one in self.open)
            unused = unused + self.quiet / 20 if stays and connection.is_idle else 0.0

    async def _dispatch(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        assert isinstance(client, _Connection)
        client.began()
        try:
            with meters.ACKS.labels(_kind(request)).time():
                is_noise = request.type == "events_api" and self.is_noise(request.payload)
                answer = BoltResponse(status=200) if is_noise else await run_async_bolt_app(self.app, request)
                await send_async_response(client, request, answer, time.time())
                if not is_noise:
                    self._acked.append(time.monotonic())
        except (ConnectionError, OSError) as error:
            log.warning("ack_lost", action="socket", envelope=request.envelope_id, why=repr(error))
        finally:
            client.ended()


def _kind(request: SocketModeRequest) -> str:
    """What somebody did: slash_commands, events_api, view_submission, block_actions, ..."""
    payload = request.payload if request.type == "interactive" else None
    return str((payload or {}).get("type", request.type))
