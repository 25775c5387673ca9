"""What the tests of the sandbox's PagerDuty start from."""

from collections.abc import AsyncIterator

import pdpyras
import pytest
from aiohttp import web
from duty import Duty, Told
from rig import Space


@pytest.fixture
def duty(space: Space) -> Duty:
    environment = space.sandbox.environment
    session = pdpyras.APISession(environment["PAGERDUTY_API_KEY"], default_from=environment["PAGERDUTY_FROM"])
    session.url = environment["PAGERDUTY_API_URL"]
    return Duty(space, session)


@pytest.fixture
async def told() -> AsyncIterator[Told]:
    told = Told()
    app = web.Application()
    app.router.add_post("/hook", told.serve)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    told.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield told
    await runner.cleanup()
