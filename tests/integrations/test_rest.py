"""Whoever tells us to wait is believed, in whichever header, and not asked until then."""

import aiohttp
import pytest
from aiohttp import web
from between import between

from bot.domain.errors import TransientError
from bot.integrations.faults import LONGEST_WAIT, USUAL_WAIT
from bot.integrations.rest import Dialect, Rest

SPARSE = Dialect("port", "Port", str)


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, {"Retry-After": "7"}, 7),
        (429, {"X-RateLimit-Reset": "9"}, 9),
        (429, {"Retry-After": "tomorrow"}, USUAL_WAIT),
        (429, {"Retry-After": "86400"}, LONGEST_WAIT),
        (429, {}, USUAL_WAIT),
        (503, {"Retry-After": "7"}, 7),
    ],
)
async def test_a_pause_is_kept(status: int, headers: dict[str, str], seconds: float) -> None:
    async with between("http://127.0.0.1:9") as other, aiohttp.ClientSession() as http:
        other.answer = lambda *_: web.Response(status=status, headers=headers)
        rest = Rest(SPARSE, 5, http)
        with pytest.raises(TransientError) as told:
            await rest.call("GET", other.url, {})
        assert told.value.retry_after == seconds
        with pytest.raises(TransientError, match="asked to wait"):
            await rest.call("GET", other.url, {})
        assert len(other.asked) == 1


async def test_a_503_without_an_end_is_only_trouble() -> None:
    async with between("http://127.0.0.1:9") as other, aiohttp.ClientSession() as http:
        other.answer = lambda *_: web.Response(status=503)
        rest = Rest(SPARSE, 5, http)
        for _ in range(2):
            with pytest.raises(TransientError, match="in trouble"):
                await rest.call("GET", other.url, {})
        assert len(other.asked) == 2
