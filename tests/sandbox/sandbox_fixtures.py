"""What the sandbox's tests start from."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from judge import JUDGE
from rig import MANIFEST, Listener, Space, listening, web_client
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "manifest.yml"
    path.write_text(json.dumps(MANIFEST))
    return path


@pytest.fixture
async def space(manifest: Path) -> AsyncIterator[Space]:
    sandbox = await Sandbox.start(manifest=manifest, heard=JUDGE.of_anybody)
    async with aiohttp.ClientSession() as http:
        yield Space(sandbox, http)
    await sandbox.stop()


@pytest.fixture
def web(space: Space) -> AsyncWebClient:
    return web_client(space.sandbox, "SLACK_BOT_TOKEN")


@pytest.fixture
async def listener(space: Space) -> AsyncIterator[Listener]:
    listener = await listening(space)
    yield listener
    await listener.client.close()  # type: ignore[no-untyped-call]  # the SDK annotates no result
    await _all_ended()


@pytest.fixture
async def bolt(space: Space, web: AsyncWebClient) -> AsyncIterator[AsyncApp]:
    """A Bolt app; the tests add their listeners while it runs."""
    app = AsyncApp(name="probe", client=web, process_before_response=True)
    handler = AsyncSocketModeHandler(
        app,
        space.sandbox.environment["SLACK_APP_TOKEN"],
        web_client=web_client(space.sandbox, "SLACK_APP_TOKEN"),
    )
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt annotates no result
    yield app
    await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt annotates no result
    await _all_ended()


async def _all_ended() -> None:
    """Wait for what the SDK has cancelled, so that it can close what it had opened."""
    tasks = [task for task in asyncio.all_tasks() if "SocketModeClient" in repr(task.get_coro())]
    await asyncio.gather(*tasks, return_exceptions=True)
