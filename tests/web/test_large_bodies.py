"""Who tells much at once is heard, one at a time; everybody else stays small."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from io import BytesIO
from typing import Any

import aiohttp
import pytest

from bot.integrations.jira.webhooks import MOST_BYTES as MOST_OF_JIRA
from bot.integrations.jira.webhooks import PATHS, Webhooks
from bot.store import tables
from bot.store.database import Database
from bot.usecases.unit import Unit
from bot.web.server import MOST_BYTES, Web

SECRET = "s3cret-of-jira"
LARGE, SMALL = "/large", "/small"


class Place:
    """A server on a free port: Jira's hooks, and two that note how many bodies are here at once."""

    def __init__(self, db: Database[Unit]) -> None:
        self.together: list[int] = []
        jira = dict.fromkeys(PATHS, Webhooks(db, (SECRET,)).receive)
        sizes = {**dict.fromkeys(PATHS, MOST_OF_JIRA), LARGE: 3 * MOST_BYTES}
        hooks = {**jira, LARGE: self.linger, SMALL: self.take}
        self.web = Web(0, hooks, {}, "127.0.0.1", patience=60, sizes=sizes)

    async def linger(self, _headers: Mapping[str, str], body: bytes) -> int:
        """Give others the time to come here too."""
        with suppress(TimeoutError):
            async with asyncio.timeout(0.2):
                await self._another(self.web.waiting)
        self.together.append(self.web.waiting)
        return 202 if len(body) > MOST_BYTES else 500

    async def take(self, _headers: Mapping[str, str], _body: bytes) -> int:
        return 202

    async def _another(self, already: int) -> None:
        while self.web.waiting == already:  # noqa: ASYNC110 - a count of the server's, which tells nobody
            await asyncio.sleep(0.005)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.web.port}{path}"


@pytest.fixture
async def place(db: Database[Unit]) -> AsyncIterator[Place]:
    place = Place(db)
    await place.web.start()
    yield place
    await place.web.stop()


@pytest.mark.parametrize("says_how_long", [True, False])
async def test_an_issue_on_which_much_was_said_is_heard(
    place: Place, http: aiohttp.ClientSession, db: Database[Unit], *, says_how_long: bool
) -> None:
    theirs = {"mark": "m1", "incident": 1, "system": "jira", "source_id": "10", "key": "INC-1"}
    await db.write(lambda _: tables.Ticket.insert_many([theirs]).execute())
    body = telling(MOST_OF_JIRA - MOST_BYTES)
    posted: Any = BytesIO(body) if says_how_long else parts(body)
    async with http.post(place.url(PATHS[0]), data=posted, headers=signed(body)) as answer:
        assert answer.status == 202
    told = await db.read(lambda: [row.object for row in tables.Telling.select()])
    assert told == ["10"]


@pytest.mark.parametrize("says_how_long", [True, False])
async def test_more_than_jira_ever_sends_is_not_read(
    place: Place, http: aiohttp.ClientSession, *, says_how_long: bool
) -> None:
    body = telling(MOST_OF_JIRA + 1)
    posted: Any = BytesIO(body) if says_how_long else parts(body)
    try:
        async with http.post(place.url(PATHS[0]), data=posted, headers=signed(body)) as answer:
            assert answer.status == 413
    except aiohttp.ClientConnectionError:  # it is cut off while it is still being sent
        assert not says_how_long


async def test_what_nobody_signed_is_not_believed_however_large(
    place: Place, http: aiohttp.ClientSession
) -> None:
    async with http.post(place.url(PATHS[0]), data=BytesIO(telling(2 * MOST_BYTES))) as answer:
        assert answer.status == 401


async def test_large_ones_are_held_one_at_a_time_and_small_ones_beside_them(
    place: Place, http: aiohttp.ClientSession
) -> None:
    async def post(path: str, size: int) -> int:
        async with http.post(place.url(path), data=BytesIO(b"x" * size)) as answer:
            return answer.status

    assert await asyncio.gather(*(post(LARGE, 2 * MOST_BYTES) for _ in range(3))) == [202, 202, 202]
    assert place.together == [1, 1, 1]
    large = asyncio.create_task(post(LARGE, 2 * MOST_BYTES))
    assert await post(SMALL, 10) == 202
    assert await large == 202


def telling(size: int) -> bytes:
    """Of one issue, with one comment after the other until it is as long."""
    issue: dict[str, Any] = {
        "id": "10",
        "fields": {"comment": {"comments": ["x" * 32_000] * (size // 32_004)}},
    }
    body = json.dumps({"webhookEvent": "jira:issue_updated", "issue": issue}).encode()
    return body + b" " * (size - len(body))


def signed(body: bytes) -> dict[str, str]:
    return {"X-Hub-Signature": "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()}


async def parts(body: bytes) -> AsyncIterator[bytes]:
    """Does not say how much it will be."""
    for start in range(0, len(body), MOST_BYTES):
        yield body[start : start + MOST_BYTES]
