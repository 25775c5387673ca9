"""The API on a free port, with an empty database behind it and no Slack."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from door import Door

from bot.domain.people import Person
from bot.ports import utc_now
from bot.store.database import Database
from bot.store.who import people
from bot.usecases.unit import Unit
from bot.web.api.api import Api
from bot.web.api.limits import Limits
from bot.web.server import Web


@pytest.fixture
async def door(db: Database[Unit]) -> AsyncIterator[Door]:
    def admin(unit: Unit) -> None:
        people.keep([Person("U1", "ana", admin=True), Person("U2", "ben")], unit.now)

    db.write_now(admin)
    limits = Limits(lambda: 0.0, burst=1e6)
    web = Web(0, {}, {}, "127.0.0.1", calls=Api(db, utc_now, limits).calls)
    await web.start()
    async with aiohttp.ClientSession() as http:
        async with http.get(f"http://127.0.0.1:{web.port}/api/openapi.json") as answer:
            described = await answer.json()
        yield Door(db, web, http, described, limits)
    await web.stop()
