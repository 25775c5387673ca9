"""The yardstick of envelopes: a bare aiohttp web socket that sends back whatever it is sent."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, web

ENVELOPE = '{"envelope_id": "%d", "type": "slash_commands", "payload": {"command": "/incident"}}'


async def paced(count: int, every: float) -> list[float]:
    """Milliseconds from sending to the echo, for each message that came back."""
    async with _socket() as socket:
        sent: list[float] = []
        hearing = asyncio.create_task(_hear(socket, count, sent, asyncio.Semaphore(0)))
        begun = time.monotonic()
        for number in range(count):
            await asyncio.sleep(begun + number * every - time.monotonic())
            await _say(socket, sent)
        return await hearing


async def rate(count: int, at_once: int) -> float:
    """How many come back in a second, with so many on their way at any time."""
    async with _socket() as socket:
        sent: list[float] = []
        turns = asyncio.Semaphore(at_once)
        begun = time.monotonic()
        hearing = asyncio.create_task(_hear(socket, count, sent, turns))
        for _ in range(count):
            await turns.acquire()
            await _say(socket, sent)
        return len(await hearing) / (time.monotonic() - begun)


async def _say(socket: ClientWebSocketResponse, sent: list[float]) -> None:
    sent.append(time.monotonic())
    await socket.send_str(ENVELOPE % len(sent))


async def _hear(
    socket: ClientWebSocketResponse, count: int, sent: list[float], turns: asyncio.Semaphore
) -> list[float]:
    heard: list[float] = []
    async for _ in socket:
        heard.append((time.monotonic() - sent[len(heard)]) * 1000)
        turns.release()
        if len(heard) == count:
            break
    return heard


@asynccontextmanager
async def _socket() -> AsyncIterator[ClientWebSocketResponse]:
    app = web.Application()
    app.router.add_get("/", _echo)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    async with ClientSession() as http, http.ws_connect(url) as socket:
        yield socket
    await runner.cleanup()


async def _echo(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for message in socket:
        if message.type is WSMsgType.TEXT:
            await socket.send_str(message.data)
    return socket
