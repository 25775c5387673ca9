"""What every request to a system of the sandbox passes: the log, the faults, the latency."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from aiohttp import web

from bot.sandbox.calls import Call, Calls
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.world import Json


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


@dataclass
class Wire:
    calls: Calls = field(default_factory=Calls)
    faults: Faults = field(default_factory=Faults)
    latency: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Milliseconds for every call, by system."""

    async def answer(
        self, http: web.Request, request: Request, dialect: Dialect, work: Callable[[], web.Response]
    ) -> web.Response:
        """Do the work unless a fault comes between; half of the latency before it, half after."""
        call = self.calls.begin(request.system, request.method, request.args)
        fault = self.faults.of_request(request.system, request.method, request.users)
        half = self.latency[request.system] / 2000
        await asyncio.sleep(half)
        response: web.Response | None = await _under(fault, dialect, work) if fault else work()
        await asyncio.sleep(half)
        return _finish(call, http, response)

    def reset(self) -> None:
        self.calls.reset()
        self.faults.reset()
        self.latency.clear()


async def _under(fault: Fault, dialect: Dialect, work: Callable[[], web.Response]) -> web.Response | None:
    """The answer under a fault; None closes the connection unanswered."""
    match fault.kind:
        case "429":
            return dialect.limited(fault.retry_after)
        case "500":
            return dialect.broken()
        case "error":
            return dialect.failed(fault.error)
        case "slow":
            await asyncio.sleep(fault.ms / 1000)
            return work()
        case "timeout":
            await asyncio.sleep(fault.ms / 1000)
        case "drop":
            work()
    return None


def _finish(call: Call, http: web.Request, response: web.Response | None) -> web.Response:
    call.ended = time.monotonic()
    call.status = response.status if response is not None else 0
    if response is None:
        if http.transport is not None:
            http.transport.close()
        return web.Response()
    return response
