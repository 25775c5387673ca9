"""The HTTP server takes what is posted to its paths, and tells strangers nothing."""

import re
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from io import BytesIO

import aiohttp
import pytest

from bot.domain.errors import UserError
from bot.ports import utc_now
from bot.store.database import Database
from bot.store.queues import readings
from bot.usecases.unit import Unit
from bot.web.health import Health
from bot.web.metrics import Metrics
from bot.web.server import MOST_BYTES, Web


class Place:
    """A server on a free port, and what was posted to it."""

    def __init__(self, db: Database[Unit]) -> None:
        self.taken: list[tuple[Mapping[str, str], bytes]] = []
        self.waiting: list[int] = []
        self.connected = True
        health = Health(db, lambda: self.connected)
        metrics = Metrics(db, utc_now, lambda: int(self.connected), "s3cret", frozenset({"jira"}))
        self.web = Web(0, {"/hook": self.receive}, {**health.pages, "/metrics": metrics.show}, "127.0.0.1")

    async def receive(self, headers: Mapping[str, str], body: bytes) -> int:
        if body == b"bug":
            raise ZeroDivisionError(body)
        self.taken.append((headers, body))
        self.waiting.append(self.web.waiting)
        return 202

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.web.port}{path}"


@pytest.fixture
async def place(db: Database[Unit]) -> AsyncIterator[Place]:
    place = Place(db)
    await place.web.start()
    yield place
    await place.web.stop()


async def test_what_is_posted_comes_as_it_is(place: Place, http: aiohttp.ClientSession) -> None:
    async with http.post(place.url("/hook"), data=b'{"a": 1} ', headers={"X-Some": "Thing"}) as answer:
        assert answer.status == 202
    ((headers, body),) = place.taken
    assert body == b'{"a": 1} '
    assert headers["x-some"] == "Thing"
    assert (place.waiting, place.web.waiting) == ([1], 0)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/hook", b"x" * (MOST_BYTES + 1), 413),
        ("POST", "/elsewhere", b"", 404),
        ("GET", "/hook", b"", 405),
    ],
)
async def test_a_refusal_is_a_status_and_no_word(
    place: Place, http: aiohttp.ClientSession, method: str, path: str, body: bytes, status: int
) -> None:
    async with http.request(method, place.url(path), data=BytesIO(body)) as answer:
        assert (answer.status, await answer.text()) == (status, "")
    assert place.taken == []


async def test_a_fault_of_ours_is_asked_for_again(
    place: Place, http: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    async with http.post(place.url("/hook"), data=b"bug") as answer:
        assert (answer.status, await answer.text()) == (500, "")
        assert answer.headers["Server"] == "firebell"
    assert "ZeroDivisionError" in caplog.text, "who runs it is told"


async def test_ready_is_who_reaches_slack_and_the_database(
    place: Place, http: aiohttp.ClientSession, db: Database[Unit]
) -> None:
    async with http.get(place.url("/readyz")) as answer:
        assert (answer.status, await answer.json()) == (200, {"database": True, "slack": True})
    place.connected = False
    db.close()
    async with http.get(place.url("/readyz")) as answer:
        assert (answer.status, await answer.json()) == (503, {"database": False, "slack": False})
    async with http.get(place.url("/healthz")) as answer:
        assert answer.status == 200


async def test_a_port_that_is_taken_is_named(place: Place, db: Database[Unit]) -> None:
    other = Web(place.web.port, {}, {}, "127.0.0.1")
    with pytest.raises(UserError, match=f"Port {place.web.port} cannot"):
        await other.start()


async def test_metrics_are_for_who_brings_the_token(place: Place, http: aiohttp.ClientSession) -> None:
    for headers, status in (
        ({}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": "Bearer s3cret"}, 200),
    ):
        async with http.get(place.url("/metrics"), headers=headers) as answer:
            assert answer.status == status
            said = await answer.text()
    assert "firebell_sockets_open 1.0" in said
    assert 'firebell_outbox_deliveries{state="waiting"} 0.0' in said


async def test_how_far_others_were_heard_is_told_of_those_that_are_connected(
    place: Place, http: aiohttp.ClientSession, db: Database[Unit]
) -> None:
    await db.write(lambda unit: readings.reach("jira", unit.now - timedelta(hours=1)))
    await db.write(lambda unit: readings.reach("pagerduty", unit.now - timedelta(days=9)))
    async with http.get(place.url("/metrics"), headers={"Authorization": "Bearer s3cret"}) as answer:
        said = await answer.text()
    (lag,) = re.findall(r'firebell_sync_lag_seconds{system="jira"} ([\d.]+)', said)
    assert float(lag) >= 3600
    assert 'firebell_sync_lag_seconds{system="pagerduty"}' not in said
