"""Firebell as a process of its own, which can really be killed."""

import asyncio
import os
import signal
import sqlite3
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from contextlib import closing
from pathlib import Path

from harness import PATIENCE, Workspace

TO_START = 60.0
"""Seconds for a process to import everything, on a machine that many tests share."""
_OWED = """
    select (select count(*) from delivery where state in ('waiting', 'claimed'))
         + (select count(*) from telling where state = 'waiting')
"""
_READ = "select (select count(*) from conversation) >= 3 and (select count(*) from usergroup) > 0"


class RealBell:
    """The same as harness.Bell, on the far side of a process boundary; nor is PagerDuty connected."""

    process: Process

    def __init__(self, workspace: Workspace, database: Path) -> None:
        self._workspace, self._database = workspace, database

    async def start(self) -> "RealBell":
        environment = {**os.environ, **self._workspace.sandbox.environment}
        del environment["PAGERDUTY_API_KEY"]
        environment["DATABASE_URL"] = f"sqlite:///{self._database}"
        command = (sys.executable, "-m", "bot", "run")
        self.process = await asyncio.create_subprocess_exec(
            *command, env=environment, cwd=self._database.parent, stdout=DEVNULL, stderr=DEVNULL
        )
        await self._workspace.until(lambda state: state["connections"], patience=TO_START)
        return self

    async def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        assert await self.process.wait() == 0

    async def drop(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def ready(self) -> None:
        await self._until(_READ, 1)

    async def idle(self) -> None:
        await self._until(_OWED, 0)

    async def _until(self, query: str, wanted: int) -> None:
        deadline = time.monotonic() + PATIENCE
        with closing(sqlite3.connect(self._database)) as connection:
            while time.monotonic() < deadline:
                if connection.execute(query).fetchone()[0] == wanted:
                    return
                await asyncio.sleep(0.02)
        raise AssertionError(f"never came true: {query}")
