"""What the clock asks of the database stands in no queue of those who wait."""

import asyncio
import logging
from pathlib import Path

import pytest
from harness import PATIENCE, Bell, Workspace

from bot.jobs import tick_due


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """It is SQLite whose threads are named by what they are for."""
    return f"sqlite:///{tmp_path}/firebell.db"


class Asked(logging.Handler):
    """Keeps each statement with the thread that asked it; `looked`: the clock has looked for its jobs."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.by: list[tuple[str, str]] = []
        self._loop, self.looked = asyncio.get_running_loop(), asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        said = str(record.msg)
        self.by.append((str(record.threadName), said))
        if 'FROM "job"' in said:
            self._loop.call_soon_threadsafe(self.looked.set)


async def test_the_clock_and_what_is_due_are_looked_for_behind_people(
    workspace: Workspace, bell: Bell
) -> None:
    asked, log = Asked(), logging.getLogger("peewee")
    log.addHandler(asked)
    log.setLevel(logging.DEBUG)
    try:
        await tick_due.run(bell.firebell.db, bell.firebell.clock)
        async with asyncio.timeout(PATIENCE):
            await asked.looked.wait()
    finally:
        log.removeHandler(asked)
        log.setLevel(logging.NOTSET)
    due = {thread for thread, said in asked.by if 'FROM "due"' in said}
    jobs = {thread for thread, said in asked.by if 'FROM "job"' in said}
    assert due, "what is due was looked for"
    assert jobs, "the clock looked for its jobs"
    assert not [thread for thread in due | jobs if thread.startswith("reader")]
