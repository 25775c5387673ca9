"""Mapping entities beside a bare loop of jq, and reading 10,000 services of which none has changed."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from bench.mapper import on_call, service
from bench.place import Json
from bench.process import spawned
from bench.row import Row, at_most, under

SIZE = 10_000
LEAST_RATE = 5_000
MOST_GROWN = 60
MAPPER = Path(__file__).with_name("mapper.py")


async def rows(folder: Path) -> AsyncIterator[Row]:
    bare, ours = [await _run(how, folder) for how in ("bare_mapping", "mapping")]
    bar, holds = f"at least {LEAST_RATE}/s, or the loop's", ours["rate"] >= min(LEAST_RATE, bare["rate"])
    yield Row("catalog: entities mapped in a second", ours["rate"], "/s", bare["rate"], bar, holds)
    async with _pagerduty() as url:
        bare, ours = [await _run(how, folder, url) for how in ("bare", "ours")]
    assert f"{SIZE} services: all as before" in str(ours["said"]), ours
    yield Row(f"catalog: reading {SIZE:,} services", ours["seconds"], "s", bare["again"])
    yield Row(f"catalog: {SIZE:,} again, unchanged", ours["again"], "s", bare["again"])
    yield at_most(f"catalog: {SIZE:,} again, unchanged: transactions", int(ours["written"]), 0)
    name = f"catalog: {SIZE:,}: memory above idle at most"
    yield under(name, ours["grown"], "MB", MOST_GROWN, bare["grown"])


async def _run(how: str, folder: Path, there: str = "") -> Json:
    url = f"sqlite:///{folder}/{how}-{time.monotonic_ns()}.db"
    async with spawned([sys.executable, str(MAPPER), how, url, there], folder, {}) as process:
        said, _ = await asyncio.wait_for(process.communicate(), 600)
        assert process.returncode == 0, f"{how} ended with {process.returncode}"
        found: Json = json.loads(said.splitlines()[-1])
        return found


@asynccontextmanager
async def _pagerduty() -> AsyncIterator[str]:
    """One that has only services, and who is on call: so many that the real likeness took long to fill."""
    app = web.Application()
    app.router.add_get("/services", _services)
    app.router.add_get("/oncalls", _on_calls)
    app.router.add_get("/incidents", _no_incidents)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _services(request: web.Request) -> web.Response:
    first, limit = int(request.query["offset"]), int(request.query["limit"])
    found = [service(number) for number in range(first, min(first + limit, SIZE))]
    return web.json_response({"services": found, "more": first + limit < SIZE})


async def _on_calls(request: web.Request) -> web.Response:
    policies = request.query.getall("escalation_policy_ids[]")
    found = [on_call(policy, level) for policy in policies for level in (1, 2)]
    return web.json_response({"oncalls": found, "more": False})


async def _no_incidents(_request: web.Request) -> web.Response:
    return web.json_response({"incidents": [], "more": False})
