"""The heartbeat stops where nothing is done any more, and says why."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.domain.errors import TransientError
from bot.ports import utc_now
from bot.store.database import Database
from bot.store.queues import outbox
from bot.store.queues.outbox import Debt
from bot.usecases.unit import Unit
from bot.web.heartbeat import Heartbeat


class Listener:
    def __init__(self) -> None:
        self.status, self.heard = 200, 0

    async def hear(self, _request: web.Request) -> web.Response:
        self.heard += 1
        return web.Response(status=self.status)


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
async def heart(db: Database[Unit], listener: Listener) -> AsyncIterator[Heartbeat]:
    app = web.Application()
    app.router.add_get("/ping", listener.hear)
    async with TestServer(app) as server, aiohttp.ClientSession() as http:
        yield Heartbeat(str(server.make_url("/ping")), http, db, utc_now, lambda: True)


async def test_it_is_heard_as_long_as_all_is_sound(heart: Heartbeat, listener: Listener) -> None:
    assert await heart.beat() == "Called."
    assert listener.heard == 1
    cut_off = replace(heart, is_connected=lambda: False)
    assert await cut_off.beat() == "Not called: there is no connection to Slack."
    heart.db.write_now(owe, minutes=6)
    assert await heart.beat() == "Not called: something has been due for 6 minutes."
    assert listener.heard == 1


async def test_what_waits_for_its_time_is_no_sign(heart: Heartbeat) -> None:
    heart.db.write_now(owe, minutes=-6)
    assert await heart.beat() == "Called."


async def test_who_does_not_take_it_is_named(heart: Heartbeat, listener: Listener) -> None:
    listener.status = 404
    with pytest.raises(TransientError, match="HEARTBEAT_URL answered 404"):
        await heart.beat()
    gone = replace(heart, url="http://127.0.0.1:9/")
    with pytest.raises(TransientError, match="HEARTBEAT_URL does not answer"):
        await gone.beat()


def owe(_unit: Unit, minutes: int) -> None:
    due = utc_now() - timedelta(minutes=minutes)
    outbox.owe([Debt("inc-1", "show_card", "slack", None, mirror=False, needs=None, due_at=due)])
