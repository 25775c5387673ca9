"""GET /sandbox/watch: server-sent events that tell a page when to look again."""

import asyncio
import contextlib
import json

from aiohttp import web

from bot.sandbox.slack.workspace import Slack

COALESCE = 0.03
HEARTBEAT = 15.0


async def watch(slack: Slack, user: str, request: web.Request) -> web.StreamResponse:
    """Until the page leaves: one event for each burst of changes, a comment in quiet times."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    with contextlib.suppress(ConnectionError):
        await response.write(_event(slack.changes.version(user)))
        await _tell(slack, user, response)
    return response


async def _tell(slack: Slack, user: str, response: web.StreamResponse) -> None:
    seen = slack.changes.version(user)
    while True:
        if await slack.changes.after(user, seen, HEARTBEAT):
            await asyncio.sleep(COALESCE)
            seen = slack.changes.version(user)
            await response.write(_event(seen))
        else:
            await response.write(b": still here\n\n")


def _event(version: int) -> bytes:
    return f"data: {json.dumps({'version': version})}\n\n".encode()
