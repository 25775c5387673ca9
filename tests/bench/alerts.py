"""A storm of alerts: how soon each is answered, and that each key is one incident, beside a bare insert."""

import asyncio
import math
import sys
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import aiohttp
from bench.place import Json
from bench.process import FIREBELL_RUN, spawned
from bench.row import Row, at_most, under
from bench.scene import Scene, scene
from bench.tickets import told

SECONDS, A_SECOND, OF_A_KEY = 60, 200, 10
BARE_SECONDS = 10
"""A bare insert does not change with time."""

P99 = 100.0
"""Milliseconds that are promised."""

PATH = "/api/alerts/alertmanager"
BARE = (sys.executable, str(Path(__file__).with_name("bare_alerts.py")))
PATIENCE = 30.0


class Answers:
    """Milliseconds until each answer, the refs in them, and how many were none."""

    def __init__(self) -> None:
        self.ms: list[float] = []
        self.refs: dict[str, set[str]] = {}
        self.failed = 0

    @property
    def p99(self) -> float:
        return sorted(self.ms)[math.ceil(0.99 * len(self.ms)) - 1]


async def rows(folder: Path) -> AsyncIterator[Row]:
    given = told()
    async with scene(FIREBELL_RUN, folder, given) as raised:
        secret = await _token(raised)
        await raised.place.calm()
        ours = await _storm(given["PUBLIC_URL"], {"Authorization": f"Bearer {secret}"}, SECONDS)
        made = [len((await raised.place.state())["channels"])]
    bare = await _beside(folder)
    name = f"alerts: {A_SECOND} a second for {SECONDS} s, {100 - 100 // OF_A_KEY} % known"
    yield under(f"{name}: p99", ours.p99, "ms", P99, bare.p99)
    yield at_most(f"{name}: not taken", ours.failed, 0, bare.failed)
    several = sum(len(refs) != 1 for refs in ours.refs.values())
    shared = len(ours.refs) - len({ref for refs in ours.refs.values() for ref in refs})
    lost = SECONDS * A_SECOND // OF_A_KEY - len(ours.refs)
    yield at_most(f"{name}: keys that are not one incident", several + abs(shared) + lost, 0)
    yield Row(f"{name}: channels in the workspace", made[0])


async def _token(raised: Scene) -> str:
    """Make one as Ana does."""
    act = raised.place.act
    await raised.place.slash("ana", "settings api tokens", wait_ms=5000)
    await act(user="ana", do="click", **{"in": "view"}, label="Make a token", wait_ms=5000)
    values = {"Who will use it": "prometheus", "It may": ["Tell of alerts"]}
    shown = await act(user="ana", do="submit", values=values, wait_ms=5000)
    return "fb_" + str(shown["view"]).partition("```fb_")[2].partition("```")[0]


async def _beside(folder: Path) -> Answers:
    given = told()
    async with spawned(BARE, folder, given):
        async with aiohttp.ClientSession() as http, asyncio.timeout(PATIENCE):
            while True:
                try:
                    async with http.get(given["PUBLIC_URL"]):
                        break
                except aiohttp.ClientConnectionError:
                    await asyncio.sleep(0.05)
        return await _storm(given["PUBLIC_URL"], {}, BARE_SECONDS)


async def _storm(url: str, headers: Mapping[str, str], seconds: int) -> Answers:
    """Each alert is sent at its own moment, whether or not those before were answered."""
    found, loop = Answers(), asyncio.get_running_loop()
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(url, headers=headers, connector=connector) as http:
        begun = loop.time()

        async def send(number: int) -> None:
            await asyncio.sleep(begun + number / A_SECOND - loop.time())
            key, sent = f"key-{number // OF_A_KEY}", time.monotonic()
            try:
                async with http.post(PATH, json=_alert(key)) as answer:
                    said = await answer.json()
            except aiohttp.ClientError:
                said = {}
            found.ms.append((time.monotonic() - sent) * 1000)
            if said.get("ref"):
                found.refs.setdefault(key, set()).add(said["ref"])
            else:
                found.failed += 1

        await asyncio.gather(*map(send, range(seconds * A_SECOND)))
    return found


def _alert(key: str) -> Json:
    labels = {"alertname": key, "severity": "warning", "instance": "web-1:9100"}
    alert = {"status": "firing", "labels": labels, "annotations": {"summary": f"{key} is high"}}
    return {"groupKey": key, "status": "firing", "commonLabels": labels, "alerts": [alert]}
