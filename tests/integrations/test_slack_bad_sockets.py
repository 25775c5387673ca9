"""Connections that are refused, never accepted or fall silent: others are opened, until two are alive."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp

from bot.integrations.slack.sockets import Sockets

PONG = 0.4
"""Seconds after which a silent connection counts as dead."""


@dataclass
class Far:
    """Slack's end. `ways`: how it takes the first connections, one after the other; all others are fine."""

    ways: list[str]
    asked: list[str] = field(default_factory=list)
    alive: int = 0
    turned: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        way = self.ways[len(self.asked)] if len(self.asked) < len(self.ways) else "fine"
        self.asked.append(request.query["ticket"])
        if way == "refused":
            return web.Response(status=503)
        if way == "hangs":
            await self.over.wait()
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if way == "silent":  # as where the network is gone: nobody reads, so nobody answers a ping
            await self.over.wait()
        self._count(1)
        async for _ in socket:
            pass
        self._count(-1)
        return socket

    def _count(self, change: int) -> None:
        self.alive += change
        self.turned.set()

    async def until_alive(self, count: int) -> None:
        while self.alive != count:
            self.turned.clear()
            await self.turned.wait()


@asynccontextmanager
async def sockets(far: Far) -> AsyncIterator[Sockets]:
    app = web.Application()
    app.router.add_get("/link", far.serve)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    tickets = iter(range(1000))

    async def fresh() -> str:
        return f"ws://{host}:{port}/link?ticket={next(tickets)}"

    bolt = AsyncApp(token="xoxb-1", request_verification_enabled=False)
    pool = Sockets(bolt, fresh, PONG, quiet=0.05)
    await pool.start(await fresh())
    yield pool
    await pool.stop()
    far.over.set()
    await runner.cleanup()


@pytest.mark.parametrize("way", ["silent", "refused", "hangs"])
async def test_two_are_alive_in_the_end(way: str) -> None:
    far = Far([way, way])
    async with asyncio.timeout(60), sockets(far) as pool:
        await far.until_alive(2)
        assert len(set(far.asked)) == len(far.asked) >= 4, "no address is used twice"
        while len(pool.open) > 2:  # noqa: ASYNC110 - the dead ones are let go of, which nobody tells
            await asyncio.sleep(0.01)
