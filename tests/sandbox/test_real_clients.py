"""Slack's own clients, unmodified, each in a process of its own: people see the same of every one."""

import sys
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
import yaml
from clients import javascript, launch
from clients.walks import PROBE, WALKS
from harness import DEADLINE
from judge import JUDGE
from rig import Space

from bot.sandbox import Sandbox

CLIENTS = Path(__file__).parents[1] / "clients"


def python(name: str) -> tuple[str, ...]:
    """What the SDK leaves to be closed by itself is its own: of that Python 3.14 warns."""
    return (sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", str(CLIENTS / name))


APPS = [
    pytest.param(partial(python, "bolt_sync.py"), id="bolt-python"),
    pytest.param(partial(python, "bolt_async.py"), id="bolt-python-async"),
    pytest.param(partial(javascript.app, "bolt.mjs"), id="bolt-js", marks=javascript.MARKS),
]


@pytest_asyncio.fixture(params=APPS)
async def running(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Space]:
    """A sandbox and an app, started once for all walks."""
    command = request.param()
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(yaml.safe_dump(PROBE), encoding="utf-8")
    sandbox = await Sandbox.start(manifest=manifest, heard=JUDGE.of_anybody)
    try:
        async with aiohttp.ClientSession() as http:
            space = Space(sandbox, http)
            async with launch.app(command, tmp_path, space):
                yield space
    finally:
        await sandbox.stop()


async def test_people_see_what_slack_would_show(running: Space, subtests: pytest.Subtests) -> None:
    for walk in WALKS:
        with subtests.test(walk.__name__):
            await running.post("reset", {})
            await running.post("limits", {"deadline": DEADLINE})
            await walk(running)
