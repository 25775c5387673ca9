"""GET /sandbox/watch and GET /sandbox/calls/watch: when to look again, and what goes over the wire."""

import asyncio
import time
from functools import partial

from aiohttp import web

from bot.sandbox.control.stream import Streams, Tell, either
from bot.sandbox.control.trouble import trouble
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Json

COALESCE = 0.03
COALESCE_CALLS = 0.1


async def watch(slack: Slack, user: str, streams: Streams, request: web.Request) -> web.StreamResponse:
    """One event for each burst of changes of what this person sees, of troubles, and beside Slack."""
    return await streams.serve(request, partial(_tell_changes, slack, user))


async def watch_calls(slack: Slack, since: int, streams: Streams, request: web.Request) -> web.StreamResponse:
    """Calls and envelopes that began or ended after a version; `now` is the clock of their times."""
    return await streams.serve(request, partial(_tell_traffic, slack, since))


async def _tell_changes(slack: Slack, user: str, tell: Tell) -> None:
    told: Json = {}
    while True:
        seen, turned = slack.changes.version(user), slack.wire.turned.version("")
        found = {"version": seen, "beside": turned, "trouble": trouble(slack)}
        if found != told:
            await tell(found)
            told = found
        await either(slack.changes.after(user, seen), slack.wire.turned.after("", turned))
        await asyncio.sleep(COALESCE)


async def _tell_traffic(slack: Slack, since: int, tell: Tell) -> None:
    """A page that knows a later version knew another workspace."""
    traffic = slack.wire.traffic
    seen = since if since <= traffic.version else 0
    while True:
        version, passed = traffic.version, traffic.since(seen)
        fresh = {"is_fresh": not seen or traffic.emptied > seen}
        await tell({"version": version, "now": time.monotonic(), "passed": passed, **fresh})
        seen = version
        await traffic.changes.after("", seen)
        await asyncio.sleep(COALESCE_CALLS)
