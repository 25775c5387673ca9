"""Server-sent events: what is told as it happens, until the page leaves or the sandbox stops.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from aiohttp import web

from bot.sandbox.world import Json

HEARTBEAT = 15.0
HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
Tell = Callable[[Json], Awaitable[None]]


class Streams:
    """All that are open."""

    def __init__(self) -> None:
        self._open: set[asyncio.Task[None]] = set()

    async def serve(
        self, request: web.Request, work: Callable[[Tell], Coroutine[Any, Any, None]]
    ) -> web.StreamResponse:
        """Let the work tell until one side ends it."""
        response = web.StreamResponse(headers=HEADERS)
        await response.prepare(request)

        async def tell(said: Json) -> None:
            await response.write(f"data: {json.dumps(said)}\n\n".encode())

        task = asyncio.get_running_loop().create_task(_told(work(tell), response))
        self._open.add(task)
        try:
            await asyncio.wait({task})
        finally:
            self._open.discard(task)
            task.cancel()
        if not task.cancelled():
            task.result()
        return response

    async def close(self, _: web.Application | None = None) -> None:
        for task in self._open:
            task.cancel()


async def _told(work: Coroutine[Any, Any, None], response: web.StreamResponse) -> None:
    """The work, and a sign of life in quiet times, which is how one notices that the page has left."""
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(work)
            tasks.create_task(_live(response))
    except* ConnectionError:
        pass  # the page has left


async def _live(response: web.StreamResponse) -> None:
    while True:
        await asyncio.sleep(HEARTBEAT)
        await response.write(b": still here\n\n")


async def either(*waits: Coroutine[Any, Any, object]) -> None:
    """Wait until one of them is done, and end the others."""
    tasks = [asyncio.get_running_loop().create_task(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
