"""Type a command of the command line: a process of its own, forked from one that has imported everything.

An import costs more than most commands do. test_main.py starts `python -m bot` itself.
"""

import asyncio
import multiprocessing
import os
import tempfile
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import NamedTuple

from bot.__main__ import main

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["typed", "bot.sandbox"])
OURS = ("SLACK_", "DATABASE_", "POSTGRES_", "PAGERDUTY_")
PATIENCE = 300.0
"""The first one imports everything, which takes a while on a busy machine."""


class Ended(NamedTuple):
    """How it ended, and what it wrote."""

    code: int | None
    out: str
    errors: str


async def typed(*words: str, folder: Path, environment: Mapping[str, str]) -> Ended:
    """Run it to its end."""
    with tempfile.TemporaryDirectory() as written:
        process = begin(words, folder, environment, Path(written))
        code = await ended(process)
        out, errors = (_read(Path(written, name)) for name in ("out", "errors"))
        return Ended(code, out, errors)


def begin(
    words: tuple[str, ...], folder: Path, environment: Mapping[str, str], written: Path
) -> ForkServerProcess:
    """Start it in this folder; of our own environment it gets nothing that is meant for Firebell."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    process = PROCESSES.Process(
        target=_run, args=(words, folder, {**clean, **environment}, written), daemon=True
    )
    process.start()
    return process


async def ended(process: ForkServerProcess) -> int:
    """Wait for it, and give its exit code."""
    await asyncio.to_thread(process.join, PATIENCE)
    assert process.exitcode is not None, "it never ended"
    return process.exitcode


def _run(words: tuple[str, ...], folder: Path, environment: Mapping[str, str], written: Path) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, name in ((1, "out"), (2, "errors")):
        os.dup2(os.open(written / name, os.O_WRONLY | os.O_CREAT), number)
    main(list(words), prog_name="firebell")


def _read(path: Path) -> str:
    return path.read_text("utf-8")
