"""Webhooks that a system of the sandbox sends: in order within a lane, again until they are taken.

Faults concern them by "system" and by "type", which is the name of what happened.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp

from bot.sandbox.faults import Fault
from bot.sandbox.limits import Limits
from bot.sandbox.wire import Wire
from bot.sandbox.world import Json

Result = Callable[[bool], None]
"""Told whether it was brought, once that is settled."""


@dataclass(frozen=True)
class Parcel:
    """One webhook; `said` is what the body says, as the log and whoever listens are shown it."""

    url: str
    name: str
    body: bytes
    headers: dict[str, str]
    said: Json
    ended: Result


@dataclass(frozen=True)
class Manner:
    """How a vendor delivers: seconds it waits for an answer, pauses before new tries, answers that end it.

    `retry` is the header that counts the new tries, where there is one.
    """

    patience: float
    pauses: Sequence[float]
    is_final: Callable[[int], bool]
    retry: str = ""


@dataclass
class Outgoing:
    system: str
    wire: Wire
    limits: Limits
    manner: Manner = field(default_factory=lambda: Manner(5.0, (), lambda _: True))
    _lanes: defaultdict[str, deque[Parcel]] = field(default_factory=lambda: defaultdict(deque))
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    def send(self, lane: str, parcel: Parcel) -> None:
        """Bring it after everything that waits in this lane."""
        self._lanes[lane].append(parcel)
        if lane not in self._tasks:
            self._tasks[lane] = asyncio.get_running_loop().create_task(self._empty(lane))

    def forget(self, lane: Callable[[str], bool]) -> None:
        """Throw away what still waits in such lanes."""
        for name in [name for name in self._lanes if lane(name)]:
            self._lanes[name].clear()

    def cancel(self) -> None:
        self._lanes.clear()
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()

    async def close(self) -> None:
        tasks = [*self._tasks.values()]
        self.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _empty(self, lane: str) -> None:
        """The lane is given up before anything is awaited, so that what comes then finds a new one."""
        waiting = self._lanes[lane]
        async with aiohttp.ClientSession() as http:
            try:
                while waiting:
                    parcel = waiting.popleft()
                    parcel.ended(await self._bring(http, parcel))
            finally:
                if self._tasks.get(lane) is asyncio.current_task():
                    del self._tasks[lane], self._lanes[lane]

    async def _bring(self, http: aiohttp.ClientSession, parcel: Parcel) -> bool:
        for number, pause in enumerate((0, *self.manner.pauses)):
            await asyncio.sleep(pause / self.limits.speed)
            again = {self.manner.retry: str(number)} if number and self.manner.retry else {}
            status = await self._once(http, replace(parcel, headers={**parcel.headers, **again}))
            if 200 <= status < 300:
                return True
            if status and self.manner.is_final(status):
                return False
        return False

    async def _once(self, http: aiohttp.ClientSession, parcel: Parcel) -> int:
        """The status of the answer; 0 where there was none."""
        fault = self.wire.faults.of_envelope(frozenset({parcel.name}), "", self.system)
        with self.wire.traffic.passing(
            "envelope", self.system, parcel.name, "webhook", parcel.said
        ) as passage:
            self.wire.strike(fault, passage)
            passage.status = await self._under(fault, lambda: self._post(http, parcel))
        return passage.status

    async def _under(self, fault: Fault | None, post: Callable[[], Awaitable[int]]) -> int:
        """Deliver under a fault: lost on the way, late, refused on the way, or more than once."""
        match fault.kind if fault else "":
            case "drop" | "down" | "timeout":
                return 0
            case "error":
                return 500
            case "slow":
                await asyncio.sleep(fault.ms / 1000 if fault else 0)
            case "duplicate":
                for _ in range(fault.copies if fault else 0):
                    await post()
        return await post()

    async def _post(self, http: aiohttp.ClientSession, parcel: Parcel) -> int:
        self.wire.hear(self.system, "envelope", parcel.name, parcel.said)
        timeout = aiohttp.ClientTimeout(total=self.manner.patience)
        sent: dict[str, Any] = {"data": parcel.body, "headers": parcel.headers, "timeout": timeout}
        try:
            async with http.post(parcel.url, allow_redirects=False, **sent) as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 0
