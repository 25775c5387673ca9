"""Each fault of Request Tracker in our words: try again, or not."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from between import Between, between

from bot.domain.errors import FirebellError, PermanentError, TransientError
from bot.integrations.rt.client import PAGE, Account, RequestTracker


@pytest.fixture
async def proxy() -> AsyncIterator[Between]:
    async with between("http://127.0.0.1:9") as found:
        yield found


@pytest.mark.parametrize(
    ("status", "body", "kind", "sentence"),
    [
        (401, "no", TransientError, "RT does not accept RT_TOKEN."),
        (403, '{"message":"Forbidden"}', PermanentError, "RT refuses: Forbidden."),
        (400, '{"message":["One.","Two."]}', PermanentError, "RT refuses: One.; Two."),
        (404, "<html>", PermanentError, "RT refuses: status 404."),
        (429, "", TransientError, "RT asked to wait 7 s."),
        (502, "<html>", TransientError, "RT is in trouble (502)."),
        (200, "<html>", TransientError, "RT's answer cannot be read."),
        (200, "[]", TransientError, "RT's answer cannot be read."),
    ],
)
async def test_each_fault_is_said_in_our_words(
    proxy: Between, status: int, body: str, kind: type[FirebellError], sentence: str
) -> None:
    proxy.answer = lambda *_: web.Response(status=status, text=body, headers={"Retry-After": "7"})
    async with aiohttp.ClientSession() as http:
        rt = RequestTracker(Account(proxy.url, "1-2-secret"), 5, http)
        with pytest.raises(kind) as refused:
            await rt.get("ticket/1")
        assert str(refused.value) == sentence
        if status == 429:
            with pytest.raises(TransientError, match="asked to wait"):
                await rt.get("ticket/1")
            assert len(proxy.asked) == 1, "until then nothing is asked"


async def test_a_list_is_read_to_its_end_though_rt_does_not_say_how_long_it_is(proxy: Between) -> None:
    def page(_verb: str, _path: str, _sent: Any) -> web.Response:
        number = len(proxy.asked)
        items = [{"id": number * PAGE + count} for count in range(PAGE if number < 3 else 1)]
        return web.json_response({"items": items, "total": None, "pages": None})

    proxy.answer = page
    async with aiohttp.ClientSession() as http:
        rt = RequestTracker(Account(proxy.url, "1-2-secret"), 5, http)
        found = [one async for one in rt.read_all("ticket/1/history", fields="Type")]
    assert len(found) == 2 * PAGE + 1
    assert [path.partition("page=")[2][0] for _, path, _ in proxy.asked] == ["1", "2", "3"]
