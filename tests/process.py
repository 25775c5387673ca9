"""Firebell as a process of its own, which can really be killed."""

import asyncio
import signal
import sqlite3
import time
from contextlib import closing
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from harness import PATIENCE, Workspace
from typed import begin, ended

_OWED = """
    select (select count(*) from delivery where state in ('waiting', 'claimed'))
         + (select count(*) from telling where state = 'waiting')
"""
_READ = "select (select count(*) from conversation) >= 3 and (select count(*) from usergroup) > 0"


class RealBell:
    """The same as harness.Bell, on the far side of a process boundary; nothing but Slack is connected."""

    process: ForkServerProcess

    def __init__(self, workspace: Workspace, database: Path) -> None:
        self._workspace, self._database = workspace, database

    async def start(self) -> "RealBell":
        environment = {**self._workspace.sandbox.environment, "DATABASE_URL": f"sqlite:///{self._database}"}
        for name in ("PAGERDUTY_API_KEY", "JIRA_URL", "CONFLUENCE_URL"):
            del environment[name]
        folder = self._database.parent
        self.process = begin(("run",), folder, environment, folder)
        await self._workspace.until(lambda state: state["connections"])
        return self

    async def stop(self) -> None:
        self.process.terminate()
        assert await ended(self.process) == 0

    async def drop(self) -> None:
        self.process.kill()
        assert await ended(self.process) == -signal.SIGKILL

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
