"""From pressing Declare until PagerDuty took the page, and from an answer there until it is read here."""

import asyncio
import socket
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

from bench.people import seed_file
from bench.place import Json, Place, sandbox
from bench.process import FIREBELL_RUN, running
from bench.row import Row, at_most, under
from bench.scene import TYPED, Scene, scene

LATENCY = 100
TIMES = 5
MOST = 300
SOON = 5000
"""Milliseconds until an acknowledgement there must be read here, told by webhook."""

INTERVAL = 2
"""Seconds after which PagerDuty is asked again, where it tells nothing: that much longer it may take."""

WORST = "Nobody or hardly anybody can order"


async def rows(folder: Path) -> AsyncIterator[Row]:
    async with scene(FIREBELL_RUN, folder) as raised:
        for slack in (LATENCY, 10 * LATENCY):
            paged = [await _page(raised, slack) for _ in range(TIMES)]
            name = f"paging: Slack {slack} ms, PagerDuty {LATENCY} ms a call"
            yield at_most(f"{name}: calls to PagerDuty", max(calls for calls, _ in paged), 1)
            took = statistics.median(took for _, took in paged)
            yield under(f"{name}: submit to accepted", took, "ms", MOST, LATENCY)
    name = f"paging: acknowledged there to read in the channel, {LATENCY} ms a call"
    told = await _answered(folder, {**_reached(), "PAGERDUTY_POLL_INTERVAL": "off"})
    yield under(f"{name}, webhook", statistics.median(told), "ms", SOON, LATENCY)
    asked = await _answered(folder, {"PAGERDUTY_POLL_INTERVAL": str(INTERVAL)})
    yield under(f"{name}, asked every {INTERVAL} s", max(asked), "ms", INTERVAL * 1000 + SOON, LATENCY)


async def _page(raised: Scene, slack: int) -> tuple[int, float]:
    """Give the calls to PagerDuty until the page is accepted, and the milliseconds until then."""
    place = raised.place
    await _fill_form(place)
    since = await place.calm()
    await place.post("latency", {"slack": slack, "pagerduty": LATENCY})
    pressed = time.monotonic()
    await place.act(user="ana", do="submit")
    await place.calm()
    await place.post("latency", {"slack": 0, "pagerduty": 0})
    calls = [call for call in await place.calls(since) if call["system"] == "pagerduty"]
    accepted = next(call for call in calls if call["method"] == "POST /incidents")
    before = sum(call["started"] <= accepted["started"] for call in calls)
    return before, (accepted["ended"] - pressed) * 1000


async def _answered(folder: Path, environment: dict[str, str]) -> list[float]:
    """Give the milliseconds from somebody's acknowledging it there until the channel says so."""
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


async def _answer(place: Place) -> float:
    await _fill_form(place)
    await place.act(user="ana", do="submit")
    await place.calm()
    before, made = len(_answers(await place.state())), (await _there(place))[-1]
    await place.post("latency", {"slack": LATENCY, "pagerduty": LATENCY})
    pressed = time.monotonic()
    await place.act(user="deniz", do="pagerduty", incident=made["id"], action="acknowledge")
    async with asyncio.timeout(TIMES * SOON / 1000):
        while len(_answers(await place.state())) == before:  # noqa: ASYNC110 - the sandbox tells nobody
            await asyncio.sleep(0.01)
    took = (time.monotonic() - pressed) * 1000
    await place.post("latency", {"slack": 0, "pagerduty": 0})
    return took


def _answers(state: Json) -> list[Json]:
    messages = [message for channel in state["channels"] for message in channel["messages"]]
    return [one for one in messages if "acknowledged Payments in PagerDuty" in one.get("text", "")]


async def _there(place: Place) -> list[Json]:
    found: list[Json] = (await place.get("state/pagerduty"))["incidents"]
    return found


async def _fill_form(place: Place) -> None:
    await place.slash("ana", "open", wait_ms=5000)
    chosen = {"label": "Customers", "option": WORST, "values": TYPED}
    await place.act(user="ana", do="select", **{"in": "view"}, **chosen, wait_ms=5000)
