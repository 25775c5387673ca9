"""Hears everything that goes over the wire, in order, and hands it on to the judge."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from harness import PATIENCE, ROOT, Workspace
from judge import JUDGE

from bot.sandbox import Sandbox
from bot.sandbox.heard import Heard

PEOPLES = {"interactive", "slash_commands"}
"""Envelopes that somebody waits for."""

ANSWERS = ("views.open", "views.push", "chat.postEphemeral", "POST /")
"""What listeners alone ask Slack for; all else may be the outbox's, which waits for nobody's ack."""


class Ears:
    def __init__(self) -> None:
        self.heard: list[Heard] = []

    def __call__(self, one: Heard) -> None:
        self.heard.append(one)
        if JUDGE.of_firebell:
            JUDGE.of_firebell(one)

    async def all_acked(self, copies: int) -> None:
        """Wait until each thing that somebody did was delivered so often, and acked as often."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            sent = Counter(one.said["envelope_id"] for one in self.heard if self._is_peoples(one))
            acks = Counter(one.said["envelope_id"] for one in self.heard if one.way == "ack")
            if sent.total() % copies == 0 and all(acks[key] == count for key, count in sent.items()):
                return
            await asyncio.sleep(0.005)
        raise AssertionError("something is never acked")

    def early(self) -> list[str]:
        """Give what a listener asked Slack for before it acked, where everything was done one by one."""
        waiting: set[str] = set()
        early = []
        for one in self.heard:
            if self._is_peoples(one):
                waiting.add(one.said["envelope_id"])
            elif one.way == "ack":
                waiting.discard(one.said["envelope_id"])
            elif one.way in {"request", "response_url"} and waiting and one.name.startswith(ANSWERS):
                early.append(one.name)
        return early

    def _is_peoples(self, one: Heard) -> bool:
        return one.way == "envelope" and one.name in PEOPLES


@asynccontextmanager
async def workspace_with_ears() -> AsyncIterator[tuple[Workspace, Ears]]:
    ears = Ears()
    sandbox = await Sandbox.start(manifest=ROOT / "manifest.yml", heard=ears)
    try:
        async with aiohttp.ClientSession() as http:
            yield Workspace(sandbox, http), ears
    finally:
        await sandbox.stop()
