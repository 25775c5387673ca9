"""Processes of their own: the sandbox as `firebell sandbox` starts it, and apps written for Slack."""

import asyncio
import json
import os
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from rig import PATIENCE, Space

START = 60.0


@dataclass(frozen=True)
class Address:
    """A sandbox on the far side of a process boundary."""

    environment: dict[str, str]

    @property
    def url(self) -> str:
        return self.environment["SANDBOX_URL"]


@asynccontextmanager
async def sandbox(folder: Path, *options: str) -> AsyncIterator[Space]:
    command = (sys.executable, "-m", "bot", "sandbox", "--port", "0", *options)
    async with process(command, folder, {}) as running:
        assert running.stdout
        line = await asyncio.wait_for(running.stdout.readline(), START)
        assert line, "the sandbox ended before its first line"
        async with aiohttp.ClientSession() as http:
            yield Space(Address(json.loads(line)), http)


@asynccontextmanager
async def app(command: Sequence[str], folder: Path, space: Space) -> AsyncIterator[Process]:
    """Run an app until it is connected; afterwards it must end as asked, having warned of nothing."""
    async with process(command, folder, space.sandbox.environment) as running:
        await space.until(lambda state: state["connections"] or _must_run(running))
        yield running


@asynccontextmanager
async def process(
    command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> AsyncIterator[Process]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "DATABASE_"))}
    log = folder / f"{time.monotonic_ns()}.log"
    with log.open("wb") as stderr:
        running = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env={**clean, **environment}, stdout=PIPE, stderr=stderr
        )
    try:
        yield running
    except BaseException:
        sys.stderr.write(f"--- {' '.join(command)} ---\n{log.read_text(encoding='utf-8')}")
        raise
    finally:
        await _end(running)
    said = log.read_text(encoding="utf-8")
    assert running.returncode == 0, said
    assert "Warning" not in said, said


async def _end(running: Process) -> None:
    if running.returncode is None:
        running.terminate()
    try:
        await asyncio.wait_for(running.communicate(), PATIENCE)
    except TimeoutError:
        running.kill()
        await running.wait()


def _must_run(running: Process) -> bool:
    assert running.returncode is None, "the app ended before it was connected"
    return False
