"""A Firebell that is really killed, and a supervisor that starts it again, as systemd does."""

import asyncio
import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from typed import OURS, PROCESSES

from bot import logs
from bot.app import Firebell
from bot.delivery.pace import Pace
from bot.settings import Settings

UP = "worker"
"""The file in which one that is up says what its worker is called."""

LOG = "log"
PAUSE = 0.2
"""Seconds between its end and its next start."""


@dataclass
class Replica:
    folder: Path
    environment: Mapping[str, str]
    pace: Pace
    process: ForkServerProcess | None = None
    ends: list[int] = field(default_factory=list)
    """How each of its lives ended."""
    _is_wanted: bool = True

    @property
    def worker(self) -> str:
        """Its worker's name; empty where it is not up."""
        path = self.folder / UP
        return path.read_text() if path.exists() else ""

    async def keep(self) -> None:
        """Start it whenever it ended, until it is stopped."""
        self.folder.mkdir()
        while self._is_wanted:
            (self.folder / UP).unlink(missing_ok=True)
            self.process = PROCESSES.Process(
                target=_live, args=(self.folder, dict(self.environment), self.pace), daemon=True
            )
            self.process.start()
            self.ends.append(await self._end(self.process))
            await asyncio.sleep(PAUSE)

    async def _end(self, process: ForkServerProcess) -> int:
        while process.exitcode is None:  # noqa: ASYNC110 - nobody tells when a process ends
            await asyncio.sleep(PAUSE / 10)
        return process.exitcode

    def kill(self) -> str:
        """Give the name of the worker that is no more."""
        worker = self.worker
        (self.folder / UP).unlink(missing_ok=True)
        if self.process:
            self.process.kill()
        return worker

    def stop(self) -> None:
        """Ask it to end; keep() ends with it."""
        self._is_wanted = False
        if self.process:
            self.process.terminate()


def _live(folder: Path, environment: dict[str, str], pace: Pace) -> None:
    os.chdir(folder)
    clean = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    os.environ.clear()
    os.environ.update({**clean, **environment})
    log = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for number in (1, 2):
        os.dup2(log, number)
    logs.configure("INFO", "json")
    asyncio.run(_run(folder, Settings.of(environment), pace))


async def _run(folder: Path, settings: Settings, pace: Pace) -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    bell = Firebell(settings, pace=pace)
    await bell.start()
    written = folder / f"{UP}.new"
    written.write_text(bell.worker.lease.worker)
    written.rename(folder / UP)
    await stopped.wait()
    await bell.stop()
