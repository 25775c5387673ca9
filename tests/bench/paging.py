"""From pressing Declare until PagerDuty took the page, and from an answer there until it is read here."""

import socket
import tempfile
import time
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

from bench.chain import Lag, beside_lags, lag
from bench.people import seed_file
from bench.place import Json, Place, sandbox
from bench.process import FIREBELL_RUN, running
from bench.row import Row
from bench.scene import Scene, scene

LATENCY = 100
TIMES = 3
MOST = 3
"""Calls in a row until an answer there is told here: reading it, who gave it, and the message."""

INTERVAL = 2
"""Seconds after which PagerDuty is asked again, where it tells nothing: that much longer it may take."""

SAID = "acknowledged Payments in PagerDuty"
WORST = "Nobody or hardly anybody can order"


async def rows(folder: Path) -> AsyncIterator[Row]:
    async with scene(FIREBELL_RUN, folder) as raised:
        for slack in (LATENCY, 10 * LATENCY):
            name = f"paging: submit to accepted, Slack takes {slack} ms"
            for row in beside_lags(name, [await _page(raised, slack) for _ in range(TIMES)], LATENCY, 1):
                yield row
    name = "paging: acknowledged there to told in the channel"
    told = await _answered(folder, {**_reached(), "PAGERDUTY_POLL_INTERVAL": "off"})
    for row in beside_lags(f"{name}, webhook", told, LATENCY, MOST):
        yield row
    asked = await _answered(folder, {"PAGERDUTY_POLL_INTERVAL": str(INTERVAL)})
    name = f"{name}, asked every {INTERVAL} s"
    for row in beside_lags(name, asked, LATENCY, MOST, INTERVAL * 1000):
        yield row


async def _page(raised: Scene, slack: int) -> Lag:
    """Until the page is accepted; of PagerDuty's calls, as no other may come before."""
    place = raised.place
    await raised.fill_form("ana", WORST)
    since = await place.calm()
    await place.post("latency", {"slack": slack, "pagerduty": LATENCY})
    pressed = time.monotonic()
    await place.act(user="ana", do="submit")
    await place.calm()
    await place.post("latency", {"slack": 0, "pagerduty": 0})
    calls = [call for call in await place.calls(since) if call["system"] == "pagerduty"]
    accepted = next(call for call in calls if call["method"] == "POST /incidents")
    return lag(pressed, calls, accepted)


async def _answered(folder: Path, environment: dict[str, str]) -> list[Lag]:
    """From somebody's acknowledging it there until the channel was told."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        own = Path(name)
        async with (
            sandbox(own, seed_file(own)) as place,
            running(FIREBELL_RUN, own, {**place.environment, **environment}) as process,
        ):
            await place.connected(process)
            await place.calm()
            return [await _answer(place) for _ in range(TIMES)]


def _reached() -> dict[str, str]:
    """Let webhooks come to a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    return {
        "PORT": port,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "a key of many characters",
    }


async def _answer(place: Place) -> Lag:
    await Scene(FIREBELL_RUN, place).fill_form("ana", WORST)
    await place.act(user="ana", do="submit")
    since, made = await place.calm(), (await _there(place))[-1]
    await place.post("latency", {"slack": LATENCY, "pagerduty": LATENCY})
    pressed = time.monotonic()
    await place.act(user="deniz", do="pagerduty", incident=made["id"], action="acknowledge")
    told = await place.first(since, lambda call: call["method"] == "chat.postMessage" and SAID in str(call))
    found = lag(pressed, _since_rest(await place.calls(since), told), told)
    await place.post("latency", {"slack": 0, "pagerduty": 0})
    return found


def _since_rest(calls: list[Json], told: Json) -> list[Json]:
    """Leave out what PagerDuty was asked before it was let alone for a while: that led to nothing."""
    asked = [call for call in calls if call["system"] == "pagerduty" and call["started"] < told["started"]]
    begun = [
        call["started"]
        for before, call in pairwise(asked)
        if call["started"] - (before["ended"] or call["started"]) > INTERVAL / 2
    ]
    return [call for call in calls if call["started"] >= max(begun, default=0.0)]


async def _there(place: Place) -> list[Json]:
    found: list[Json] = (await place.get("state/pagerduty"))["incidents"]
    return found
