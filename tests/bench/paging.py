"""From pressing Declare until PagerDuty took the page, while Slack is slow and while it is very slow."""

import statistics
import time
from collections.abc import AsyncIterator
from pathlib import Path

from bench.process import FIREBELL_RUN
from bench.row import Row, at_most, under
from bench.scene import TYPED, Scene, scene

LATENCY = 100
TIMES = 5
MOST = 300
WORST = "Nobody or hardly anybody can order"


async def rows(folder: Path) -> AsyncIterator[Row]:
    async with scene(FIREBELL_RUN, folder) as raised:
        for slack in (LATENCY, 10 * LATENCY):
            paged = [await _page(raised, slack) for _ in range(TIMES)]
            name = f"paging: Slack {slack} ms, PagerDuty {LATENCY} ms a call"
            yield at_most(f"{name}: calls to PagerDuty", max(calls for calls, _ in paged), 1)
            took = statistics.median(took for _, took in paged)
            yield under(f"{name}: submit to accepted", took, "ms", MOST, LATENCY)


async def _page(raised: Scene, slack: int) -> tuple[int, float]:
    """Give the calls to PagerDuty until the page is accepted, and the milliseconds until then."""
    place = raised.place
    await place.slash("ana", "open", wait_ms=5000)
    chosen = {"label": "Customers", "option": WORST, "values": TYPED}
    await place.act(user="ana", do="select", **{"in": "view"}, **chosen, wait_ms=5000)
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
