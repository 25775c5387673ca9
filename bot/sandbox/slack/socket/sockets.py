"""Socket Mode: hand envelopes to the app's open connections and wait for their acks.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import contextlib
import json
import secrets
import time
import uuid
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from bot.sandbox.faults import Fault
from bot.sandbox.limits import Limits
from bot.sandbox.slack.socket.envelope import Ack, Envelope, ForcedError, UnackedError
from bot.sandbox.traffic import UNACKED
from bot.sandbox.wire import Wire
from bot.sandbox.world import Json

MOST_CONNECTIONS = 10
LIFETIME = {"approximate_connection_time": 18060}
GRACE = 30.0
"""Seconds that a connection stays open after it was told to leave."""
PAUSE_BETWEEN_COPIES = 0.05


@dataclass(eq=False)
class Connection:
    socket: web.WebSocketResponse
    leaving: bool = False


@dataclass(eq=False)
class _Waiting:
    """An envelope under way: its ack, and where it was sent last."""

    ack: "asyncio.Future[Json | None]"
    connection: Connection
    type: str


@dataclass
class Sockets:
    wire: Wire
    app_id: str
    limits: Limits
    connections: list[Connection] = field(default_factory=list)
    _tickets: set[str] = field(default_factory=set)
    _waiting: dict[str, _Waiting] = field(default_factory=dict)
    _turn: int = 0
    _opened: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def unacked(self) -> list[str]:
        """Give the types of the envelopes that are under way."""
        return [waiting.type for waiting in self._waiting.values()]

    def ticket(self) -> str:
        """What apps.connections.open hands out; it opens one connection."""
        ticket = str(uuid.uuid4())
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401, text="This ticket is unknown or was used before.")
        self._tickets.discard(ticket)
        self.wire.calls.note("slack", "GET /link/", status=101)
        socket = web.WebSocketResponse(heartbeat=10, timeout=1.0)
        await socket.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await self._say(socket, _disconnect("too_many_websockets"))
            await socket.close()
            return socket
        await self._talk(Connection(socket), request.host)
        return socket

    async def _talk(self, connection: Connection, host: str) -> None:
        self.connections.append(connection)
        self.wire.turned.touch()
        try:
            await self._say(connection.socket, _hello(self.app_id, len(self.connections), host))
            self._opened.set()
            async for message in connection.socket:
                if message.type is WSMsgType.TEXT:
                    self._receive(message.data)
        finally:
            self._forget(connection)

    def _receive(self, text: str) -> None:
        try:
            ack = json.loads(text)
        except (ValueError, RecursionError):
            return
        waiting = self._waiting.get(str(ack.get("envelope_id"))) if isinstance(ack, dict) else None
        self.wire.hear("slack", "ack", waiting.type if waiting else "unknown", ack)
        if waiting and not waiting.ack.done():
            payload = ack.get("payload")
            waiting.ack.set_result(payload if isinstance(payload, dict) and payload else None)

    def _forget(self, connection: Connection) -> None:
        """A closed connection acks nothing any more."""
        if connection in self.connections:
            self.connections.remove(connection)
            self.wire.turned.touch()
        for waiting in self._waiting.values():
            if waiting.connection is connection and not waiting.ack.done():
                waiting.ack.set_exception(UnackedError)

    async def any_open(self) -> None:
        """Wait until the app is connected."""
        while not self.connections:
            self._opened.clear()
            await self._opened.wait()

    async def deliver(self, envelope: Envelope) -> Ack:
        """Send an envelope and return its ack, or raise UnackedError (at once if the connection is lost)."""
        fault = self.wire.faults.of_envelope(envelope.types, envelope.user)
        traffic = self.wire.traffic
        with traffic.passing("envelope", "slack", envelope.name, envelope.user, envelope.told) as passage:
            self.wire.strike(fault, passage)
            passage.error = UNACKED
            ack = await self._deliver(envelope, fault)
            passage.error = ""
        return ack

    async def _deliver(self, envelope: Envelope, fault: Fault | None) -> Ack:
        if fault is None:
            return await self._send(envelope)
        match fault.kind:
            case "error":
                raise ForcedError(fault.error)
            case "slow" | "timeout":
                await asyncio.sleep(fault.ms / 1000)
            case "drop":
                await self._send(envelope)
        if fault.kind in {"down", "drop", "timeout"}:
            raise UnackedError
        return await self._send(envelope, fault.copies if fault.kind == "duplicate" else 0)

    async def _send(self, envelope: Envelope, copies: int = 0) -> Ack:
        """The first ack of the envelope or of a copy of it."""
        future: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        started = time.monotonic()
        try:
            await self._put(envelope, future)
            if copies:
                self._spawn(self._repeat(envelope, copies, future))
            async with asyncio.timeout(self.limits.deadline):
                payload = await future
        except TimeoutError:
            raise UnackedError from None
        finally:
            future.cancel()
        return Ack(
            (time.monotonic() - started) * 1000, payload if envelope.accepts_response_payload else None
        )

    async def _repeat(self, envelope: Envelope, copies: int, future: "asyncio.Future[Json | None]") -> None:
        """Copies: the first under the same envelope_id, the others under new ones."""
        for number in range(copies):
            await asyncio.sleep(PAUSE_BETWEEN_COPIES)
            key = envelope.id if number == 0 else str(uuid.uuid4())
            with contextlib.suppress(UnackedError):
                await self._put(replace(envelope, id=key, retry_attempt=number + 1), future)

    async def _put(self, envelope: Envelope, future: "asyncio.Future[Json | None]") -> None:
        connection = self._next()
        if not future.done():
            self._waiting[envelope.id] = _Waiting(future, connection, envelope.type)
            future.add_done_callback(lambda _: self._waiting.pop(envelope.id, None))
        try:
            await self._say(connection.socket, envelope.wire())
        except ConnectionError:
            raise UnackedError from None

    def _next(self) -> Connection:
        """Envelopes are spread; a connection that was told to leave gets one only where no other is open."""
        able = [each for each in self.connections if not each.leaving] or self.connections
        if not able:
            raise UnackedError
        self._turn += 1
        return able[self._turn % len(able)]

    def refresh(self, count: int | None = None, reason: str = "refresh_requested") -> int:
        """Tell connections to leave; they are closed when their client closes them, or after the grace."""
        told = [each for each in self.connections if not each.leaving][:count]
        for connection in told:
            connection.leaving = True
            self._spawn(self._see_off(connection, reason))
        return len(told)

    async def _see_off(self, connection: Connection, reason: str) -> None:
        try:
            await self._say(connection.socket, _disconnect(reason))
            await asyncio.sleep(GRACE / self.limits.speed)
            await connection.socket.close()
        except ConnectionError:
            return

    async def disconnect(self, count: int | None = None) -> int:
        """Close connections at once."""
        closed = self.connections[:count]
        for connection in closed:
            self._forget(connection)
        await asyncio.gather(*(each.socket.close(code=WSCloseCode.GOING_AWAY) for each in closed))
        return len(closed)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await self.disconnect()

    async def _say(self, socket: web.WebSocketResponse, said: Json) -> None:
        self.wire.hear("slack", "envelope", said["type"], said)
        await socket.send_json(said)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _hello(app_id: str, connections: int, host: str) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "debug_info": {"host": host, "started": time.strftime("%F %T"), "build_number": 1, **LIFETIME},
        "connection_info": {"app_id": app_id},
    }


def _disconnect(reason: str) -> Json:
    return {
        "type": "disconnect",
        "reason": reason,
        "debug_info": {"host": f"applink-{secrets.randbelow(90) + 10}"},
    }
