"""What every request to a system of the sandbox passes: the log, the faults, the latency."""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from aiohttp import web

from bot.sandbox import faults
from bot.sandbox.calls import Call, Calls
from bot.sandbox.changes import Changes
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.heard import Heard, Listener, Way
from bot.sandbox.traffic import Passage, Traffic, error_of
from bot.sandbox.world import Json

PROXY = "<!DOCTYPE html><html><body><h1>Something on the way answers instead</h1></body></html>"


class Dialect(Protocol):
    """How a system words its failures."""

    def failed(self, error: str) -> web.Response: ...

    def limited(self, retry_after: int) -> web.Response: ...

    def broken(self) -> web.Response: ...


@dataclass(frozen=True)
class Request:
    """A request as the log and the faults see it."""

    system: str
    method: str
    args: Json
    users: frozenset[str] = frozenset()
    way: Way = "request"
    by: str = ""
    """Whose token it carried."""


@dataclass
class Wire:
    listener: Listener | None = None
    calls: Calls = field(default_factory=Calls)
    faults: Faults = field(default_factory=Faults)
    latency: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Milliseconds for every call, by system."""
    traffic: Traffic = field(default_factory=Traffic)
    turned: Changes = field(default_factory=Changes)
    """Told when faults come or go, and when latency or limits change."""

    async def answer(
        self, http: web.Request, request: Request, dialect: Dialect, work: Callable[[], web.Response]
    ) -> web.Response:
        """Do the work unless a fault comes between; half of the latency before it, half after."""
        call = self.calls.begin(request.system, request.method, request.args)
        self.hear(request.system, request.way, request.method, request.args, http.content_type)
        fault = self.faults.of_request(request.system, request.method, request.users)
        with self.traffic.passing(
            "call", request.system, request.method, request.by, request.args
        ) as passage:
            self.strike(fault, passage)
            response = await self._answered(request.system, fault, dialect, work)
            passage.status = response.status if response is not None else 0
            passage.error = error_of(response) if response is not None else ""
        is_theirs = fault is None or fault.kind != faults.GARBAGE
        if response is not None and self.listener and is_theirs:
            said, kind = _json(response), response.content_type
            self.hear(request.system, "answer", request.method, said, kind, response.status)
        return _finish(call, http, response)

    async def _answered(
        self, system: str, fault: Fault | None, dialect: Dialect, work: Callable[[], web.Response]
    ) -> web.Response | None:
        half = self.latency[system] / 2000
        await asyncio.sleep(half)
        response: web.Response | None = await _under(fault, dialect, work) if fault else work()
        await asyncio.sleep(half)
        return response

    def strike(self, fault: Fault | None, passage: Passage) -> None:
        """Say which fault befell it; there is one waiting less then."""
        if fault:
            passage.fault = fault.kind
            self.turned.touch()

    def hear(self, system: str, way: Way, name: str, said: object, kind: str = "", status: int = 0) -> None:
        """Tell the listener, if there is one."""
        if self.listener:
            self.listener(Heard(system, way, name, said, kind, status))

    def reset(self) -> None:
        self.calls.reset()
        self.faults.reset()
        self.latency.clear()
        self.traffic.reset()
        self.turned.touch()


async def _under(fault: Fault, dialect: Dialect, work: Callable[[], web.Response]) -> web.Response | None:
    """The answer under a fault; None closes the connection unanswered."""
    match fault.kind:
        case "429":
            return dialect.limited(fault.retry_after)
        case "500":
            return dialect.broken()
        case "error":
            return dialect.failed(fault.error)
        case faults.GARBAGE:
            return web.Response(status=fault.status, text=PROXY, content_type="text/html")
        case "slow":
            await asyncio.sleep(fault.ms / 1000)
            return work()
        case "timeout":
            await asyncio.sleep(fault.ms / 1000)
        case "drop":
            work()
    return None


def _json(response: web.Response) -> object:
    return json.loads(response.text or "null") if response.content_type == "application/json" else None


def _finish(call: Call, http: web.Request, response: web.Response | None) -> web.Response:
    call.ended = time.monotonic()
    call.status = response.status if response is not None else 0
    if response is None:
        if http.transport is not None:
            http.transport.close()
        return web.Response()
    return response
