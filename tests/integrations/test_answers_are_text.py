"""What comes over the wire and is no text cannot be kept: whoever reads an answer gets text."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from bot.integrations.session import session

HALF = r'{"ok": true, "name": "a\ud83d\u0000b", "face": "\ud83d\ude00"}'


async def _answers(_request: web.Request) -> web.Response:
    return web.Response(text=HALF, content_type="application/json")


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    app = web.Application()
    app.router.add_route("*", "/{any:.*}", _answers)
    server = TestServer(app)
    async with server:
        yield server


async def test_half_a_letter_and_nul_are_replaced_also_for_slacks_library(server: TestServer) -> None:
    async with session(60) as http:
        async with http.get(server.make_url("/x")) as answer:
            said = await answer.json(content_type=None)
        by_slack = (await AsyncWebClient("xoxb-1", str(server.make_url("/")), session=http).auth_test()).data
    assert (said["name"], said["face"]) == ("a��b", "😀")
    assert by_slack == said
