"""Firebell as a process of its own, on SQLite, which can really be killed."""

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
    """The same as harness.Bell, beyond a process boundary. others: PagerDuty and Jira are connected."""

    process: ForkServerProcess

    def __init__(self, workspace: Workspace, database: Path, *, others: bool = False) -> None:
        self._workspace, self._database, self._others = workspace, database, others

    async def start(self) -> "RealBell":
        environment = {**self._workspace.sandbox.environment, "DATABASE_URL": f"sqlite:///{self._database}"}
        away = ("CONFLUENCE_URL",) if self._others else ("PAGERDUTY_API_KEY", "JIRA_URL", "CONFLUENCE_URL")
        for name in away:
            del environment[name]
        folder = self._database.parent
        self.process = begin(("run",), folder, environment, folder)
        await self._workspace.until(lambda state: state["connections"])
        return self

    async def stop(self, patience: float = PATIENCE) -> None:
        """patience: seconds after which it must have ended."""
        self.process.terminate()
        await asyncio.to_thread(self.process.join, patience)
        assert self.process.exitcode == 0

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
