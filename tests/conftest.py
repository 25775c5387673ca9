"""A workspace for each test, and a Firebell in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from harness import ROOT, Bell, Workspace

from bot.sandbox import Sandbox


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    sandbox = await Sandbox.start(port=0, manifest=ROOT / "manifest.yml", seed_file=None)
    async with aiohttp.ClientSession() as http:
        yield Workspace(sandbox, http)
    await sandbox.stop()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "firebell.db"


@pytest.fixture
async def bell(workspace: Workspace, database: Path) -> AsyncIterator[Bell]:
    """A Firebell that has read the directory, so that no story races with its start."""
    bell = await Bell(workspace, database).start()
    await bell.ready()
    yield bell
    await bell.stop()
