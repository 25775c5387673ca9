"""From pressing Declare until its ticket is there, what a Jira that hangs costs, and how soon it is heard."""

import asyncio
import json
import socket
import statistics
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

from bench.place import Json, Place
from bench.process import FIREBELL_RUN
from bench.row import Row, at_most, under
from bench.scene import Scene, scene

LATENCY = 100
TIMES = 5
FILED, HEARD = 2_000, 5_000
"""Milliseconds that are promised."""

HANGS = 5_000
"""Milliseconds for which Jira leaves a call unanswered."""

MORE = 2
"""So many times what it is while Jira answers: what is more than chance."""

PATIENCE = 20.0
MADE = "POST /rest/api/2/issue"


class Declared(NamedTuple):
    """Milliseconds until ack, channel, and ticket; how often a ticket was asked for."""

    ack: float
    channel: float
    ticket: float
    asked: int


async def rows(folder: Path) -> AsyncIterator[Row]:
    async with scene(FIREBELL_RUN, folder, told()) as raised:
        filed = [await _declare(raised) for _ in range(TIMES)]
        name = f"tickets: {LATENCY} ms a call"
        yield at_most(f"{name}: issues asked for", max(one.asked for one in filed), 1)
        took = statistics.median(one.ticket for one in filed)
        yield under(f"{name}: submit to issue there", took, "ms", FILED, LATENCY)
        heard = [await _move(raised.place, status) for status in ("In Progress", "To Do") * 2]
        yield under(f"{name}: moved in Jira to told here", statistics.median(heard), "ms", HEARD, LATENCY)
        hung = [await _declare(raised, hangs=True) for _ in range(TIMES)]
        for what in ("ack", "channel"):
            usual, now = (statistics.median(getattr(one, what) for one in many) for many in (filed, hung))
            yield Row(
                f"tickets: {what} while Jira hangs", now, "ms", usual, f"at most {MORE}x", now <= MORE * usual
            )


def told() -> dict[str, str]:
    """Give what lets Jira's webhooks reach it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": "a key of many characters",
    }


async def _declare(raised: Scene, *, hangs: bool = False) -> Declared:
    place = raised.place
    await raised.fill_form("ana")
    since = await place.calm()
    await place.post("latency", {"slack": LATENCY, "jira": LATENCY})
    if hangs:
        body = {"match": {"system": "jira"}, "fault": "timeout", "ms": HANGS, "times": 1_000}
        await place.post("faults", body)
    pressed = time.monotonic()
    acked = await place.act(user="ana", do="submit")
    channel = await _ended(place, since, "conversations.create")
    ticket = pressed if hangs else await _ended(place, since, MADE)
    async with place.http.delete("/sandbox/faults"):
        pass
    await place.post("latency", {"slack": 0, "jira": 0})
    await place.calm()
    asked = sum(call["method"] == MADE for call in await place.calls(since))
    return Declared(acked["ack_ms"], (channel - pressed) * 1000, (ticket - pressed) * 1000, asked)


async def _move(place: Place, status: str) -> float:
    """Give the milliseconds from somebody's moving the first ticket until its channel is told."""
    since = await place.calm()
    await place.post("latency", {"slack": LATENCY, "jira": LATENCY})
    issues = (await place.get("state/jira"))["issues"]
    moved = time.monotonic()
    await place.act(user="deniz", do="jira", issue=issues[0]["key"], transition=status)
    told = await _ended(place, since, "chat.postMessage", f"is {status} in Jira")
    await place.post("latency", {"slack": 0, "jira": 0})
    await place.calm()
    return (told - moved) * 1000


async def _ended(place: Place, since: int, method: str, words: str = "") -> float:
    """Wait for the end of the first such call; words: what it says."""

    def fits(call: Json) -> bool:
        return call["method"] == method and bool(call["ended"]) and words in json.dumps(call["args"])

    async with asyncio.timeout(PATIENCE):
        while True:
            found = next((call for call in await place.calls(since) if fits(call)), None)
            if found:
                return float(found["ended"])
            await asyncio.sleep(0.02)
