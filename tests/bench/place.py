"""The sandbox in a process of its own, and what the bench asks of it through its control API."""

import asyncio
import json
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import aiohttp
import psutil  # type: ignore[import-untyped]  # ships no types
from bench.process import FIREBELL, spawned

Json = dict[str, Any]
PATIENCE = 60.0
UNACKED = "operation_timeout"
"""What the sandbox says where no ack came in time."""

REST = 180.0
"""Seconds for which an app may go on with what it owes after a rush."""

QUIET = 0.4
"""Seconds without a request after which an app is taken to be idle."""

LOOK, BUSY = 0.05, 0.3
"""Every so many seconds we look; one that used more of a core than this meanwhile is not idle either."""


class NotMeasuredError(Exception):
    """The bench could not do what it was about to measure."""


@dataclass
class Place:
    environment: dict[str, str]
    http: aiohttp.ClientSession
    _idle: int = 0
    """How many requests from the first on are known to have been answered."""
    _app: psutil.Process | None = None

    async def act(self, **body: Any) -> Json:
        """Act, and give the answer, also where no ack came; a refusal is nothing that can be measured."""
        answer = await self.post("act", body)
        refused = answer.get("errors") if answer["ok"] else answer["error"] != UNACKED
        if refused:
            raise NotMeasuredError(f"{body['user']} was refused: {refused} {answer.get('error', '')}")
        return answer

    async def close_all(self, person: str) -> None:
        """Close what they have open, one window after the other."""
        is_open = True
        while is_open:
            answer = await self.post("act", {"user": person, "do": "close"})
            is_open = bool(answer["view"]) if answer["ok"] else answer["error"] == UNACKED

    async def top_view(self, person: str) -> Json | None:
        seen: Json = await self.get("see", user=person, channel="")
        return seen["views"][-1] if seen["views"] else None

    async def slash(self, user: str, text: str, **args: Any) -> Json:
        typed = {"channel": "general", "command": "/incident", "text": text}
        return await self.act(user=user, do="slash", **typed, **args)

    async def get(self, path: str, **query: Any) -> Any:
        async with self.http.get(f"/sandbox/{path}", params=query) as answer:
            return await answer.json()

    async def post(self, path: str, body: Json) -> Json:
        async with self.http.post(f"/sandbox/{path}", json=body) as answer:
            given: Json = await answer.json()
            return given

    async def ask_slack(self, method: str, **args: Any) -> Json:
        """Call the Web API with the app's own bot token."""
        headers = {"Authorization": f"Bearer {self.environment['SLACK_BOT_TOKEN']}"}
        async with self.http.post(f"/api/{method}", json=args, headers=headers) as answer:
            given: Json = await answer.json()
        assert given["ok"], given
        return given

    async def delay_slack(self, milliseconds: int) -> None:
        await self.post("latency", {"slack": milliseconds})

    async def state(self) -> Json:
        found: Json = await self.get("state/slack")
        return found

    async def calls(self, since: int = 0) -> list[Json]:
        received: list[Json] = await self.get("calls", since=since)
        return received

    async def first(self, since: int, fits: Callable[[Json], bool]) -> Json:
        """Wait for the end of the first such call, and give it."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for call in await self.calls(since):
                    if call["ended"] and fits(call):
                        return call
                await asyncio.sleep(LOOK / 5)

    async def connected(self, app: Process) -> None:
        """Wait until the app is there and can be told something."""
        self._app = psutil.Process(app.pid)
        async with asyncio.timeout(PATIENCE):
            while not (await self.state())["connections"]:
                assert app.returncode is None, "the app ended; its log is above"
                await asyncio.sleep(0.01)

    async def calm(self) -> int:
        """Wait until the app has asked and done nothing for a while; give how many requests there were."""
        begun, quiet, now, used, stolen = time.monotonic(), 0.0, time.monotonic(), self._used(), _stolen()
        while quiet < QUIET:
            await asyncio.sleep(LOOK)
            recent = await self.calls(self._idle)
            self._idle += len([*takewhile(lambda call: call["ended"] is not None, recent)])
            before, now = now, time.monotonic()
            used_before, used, stolen_before, stolen = used, self._used(), stolen, _stolen()
            given = now - before - (stolen - stolen_before)
            quiet = 0.0 if recent or used - used_before > BUSY * given else quiet + given
            if now - begun > REST:
                raise NotMeasuredError(f"the app never came to rest: {recent[-1:]}")
        return self._idle

    def _used(self) -> float:
        """Give the seconds of a core that the app took so far."""
        times = self._app.cpu_times() if self._app else None
        return times.user + times.system if times else 0.0

    async def warm(self, connections: int) -> None:
        """Open connections beforehand, so that acts at once are not held up by handshakes."""
        await asyncio.gather(*(self.get("faults") for _ in range(connections)))


def _stolen() -> float:
    """Give the seconds of each core that the host has given to others so far: nobody here works meanwhile."""
    stolen: float = getattr(psutil.cpu_times(), "steal", 0.0)
    return stolen / int(psutil.cpu_count())


@asynccontextmanager
async def sandbox(folder: Path, seed_file: Path | None = None) -> AsyncIterator[Place]:
    seeded = ["--seed-file", str(seed_file)] if seed_file else []
    async with spawned([*FIREBELL, "sandbox", "--port", "0", *seeded], folder, {}) as process:
        assert process.stdout
        line = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
        assert line, "the sandbox ended; its log is above"
        environment = json.loads(line)
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(environment["SANDBOX_URL"], connector=connector) as http:
            yield Place(environment, http)
