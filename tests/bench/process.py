"""The processes that are measured: the real Firebell, and a bare Bolt app as the yardstick."""

import asyncio
import os
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

FIREBELL = (sys.executable, "-m", "bot")
TESTS = str(Path(__file__).parent.parent)
"""Where what we start finds the bench."""

AS_INSTALLED = str(Path(__file__).with_name("as_installed"))
"""Where stands what keeps libraries of the tests' tools out of an app that needs none of them."""

SECONDS_TO_END = 5.0
LOG_SHOWN = 4000


@dataclass(frozen=True)
class App:
    name: str
    command: tuple[str, ...]


FIREBELL_RUN = App("Firebell", (*FIREBELL, "run"))
BARE_BOLT = App("bare Bolt", (sys.executable, str(Path(__file__).with_name("bare.py"))))


@asynccontextmanager
async def running(
    app: App, folder: Path, environment: Mapping[str, str], url: str = ""
) -> AsyncIterator[Process]:
    """Run the app on the database with this URL, else on an empty one; it may still be starting."""
    database = url or f"sqlite:///{folder}/{time.monotonic_ns()}.db"
    path = _path(AS_INSTALLED) if database.startswith("sqlite") else _path()
    told = {**environment, "DATABASE_URL": database, "PYTHONPATH": path}
    async with spawned(app.command, folder, told) as process:
        yield process


@asynccontextmanager
async def spawned(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], stdin: int | None = None
) -> AsyncIterator[Process]:
    """Start it in the folder, where no .env is, and end it afterwards; show its log where something fails."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "DATABASE_"))}
    clean["PYTHONPATH"] = _path()
    log = folder / f"log-{time.monotonic_ns()}"
    with log.open("wb") as stderr:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env={**clean, **environment}, stdin=stdin, stdout=PIPE, stderr=stderr
        )
    try:
        yield process
    except Exception:
        sys.stderr.write(f"--- {' '.join(command)} ---\n{log.read_text()[-LOG_SHOWN:]}")
        raise
    finally:
        await _end(process)


def _path(*folders: str) -> str:
    return os.pathsep.join(filter(None, (*folders, TESTS, os.environ.get("PYTHONPATH"))))


async def _end(process: Process) -> None:
    """Ask it to stop; what it still owes is of no interest any more."""
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.communicate(), SECONDS_TO_END)
    except TimeoutError:
        process.kill()
        await process.wait()
