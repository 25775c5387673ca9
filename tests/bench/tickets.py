"""From pressing Declare until its ticket is there, what a Jira that hangs costs, and how soon it is heard."""

import socket
import statistics
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

from bench.chain import Lag, beside_lags, lag
from bench.place import Place
from bench.process import FIREBELL_RUN
from bench.row import Row, at_most, within
from bench.scene import Scene, scene

LATENCY = 100
TIMES, FEW = 5, 3
MOST = 3
"""Calls in a row until what was done in Jira is told here: reading it, who did it, and the message."""

HANGS = 5_000
"""Milliseconds for which Jira leaves a call unanswered."""

MORE = 3
"""So many times what it is while Jira answers: what is more than chance."""

MADE = "POST /rest/api/2/issue"


class Declared(NamedTuple):
    """Milliseconds until ack and channel; until its ticket; how often one was asked for."""

    ack: float
    channel: float
    ticket: Lag
    asked: int


async def rows(folder: Path) -> AsyncIterator[Row]:
    async with scene(FIREBELL_RUN, folder, told()) as raised:
        filed = [await _declare(raised) for _ in range(TIMES)]
        name = f"tickets: {LATENCY} ms a call"
        yield at_most(f"{name}: issues asked for", max(one.asked for one in filed), 1)
        for row in beside_lags("tickets: submit to issue there", [one.ticket for one in filed], LATENCY, 1):
            yield row
        heard = [await _move(raised.place, status) for status in ("In Progress", "To Do") * 2]
        for row in beside_lags("tickets: moved in Jira to told here", heard, LATENCY, MOST):
            yield row
        hung = [await _declare(raised, hangs=True) for _ in range(FEW)]
        for what in ("ack", "channel"):
            usual, now = (statistics.median(getattr(one, what) for one in many) for many in (filed, hung))
            yield within(f"tickets: {what} while Jira hangs", now, "ms", usual, MORE)


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
    made = await place.first(since, lambda call: call["method"] == "conversations.create")
    ticket = Lag(0, 0) if hangs else await _filed(place, since, pressed)
    async with place.http.delete("/sandbox/faults"):
        pass
    await place.post("latency", {"slack": 0, "jira": 0})
    await place.calm()
    asked = sum(call["method"] == MADE for call in await place.calls(since))
    return Declared(acked["ack_ms"], (made["ended"] - pressed) * 1000, ticket, asked)


async def _filed(place: Place, since: int, pressed: float) -> Lag:
    """Of Jira's calls, as no other may come before."""
    filed = await place.first(since, lambda call: call["method"] == MADE)
    return lag(pressed, [call for call in await place.calls(since) if call["system"] == "jira"], filed)


async def _move(place: Place, status: str) -> Lag:
    """From somebody's moving the first ticket until its channel is told."""
    since = await place.calm()
    await place.post("latency", {"slack": LATENCY, "jira": LATENCY})
    issues = (await place.get("state/jira"))["issues"]
    moved = time.monotonic()
    await place.act(user="deniz", do="jira", issue=issues[0]["key"], transition=status)
    words = f"is {status} in Jira"
    told = await place.first(since, lambda call: call["method"] == "chat.postMessage" and words in str(call))
    found = lag(moved, await place.calls(since), told)
    await place.post("latency", {"slack": 0, "jira": 0})
    await place.calm()
    return found
