"""Node.js and Slack's own clients for it, installed once per checkout from tests/node/package-lock.json."""

import hashlib
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock

FOLDER = Path(__file__).parents[1] / "node"
MODULES = FOLDER / "node_modules"
OLDEST = 20
"""The major version that @slack/bolt 5 asks for."""
MARKS = (pytest.mark.slow,)
"""The first of its tests may have to install everything."""
MISSING = f"Slack's JavaScript clients were not run: they need Node.js {OLDEST} or newer and npm (nodejs.org)"


@cache
def app(name: str) -> tuple[str, ...]:
    """The command that runs an app of tests/node; without Node.js the test is skipped."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or _major(node) < OLDEST:
        pytest.skip(MISSING)
    with FileLock(FOLDER / "node_modules.lock"):
        if _installed() != _wanted():
            _install(npm)
    return node, str(FOLDER / name)


def _major(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.removeprefix("v").partition(".")[0])


def _wanted() -> str:
    return hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()


def _installed() -> str:
    stamp = MODULES / ".of"
    return stamp.read_text(encoding="utf-8") if stamp.exists() else ""


def _install(npm: str) -> None:
    """From whatever registry npm is set up for: the lock names none."""
    quietly = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    done = subprocess.run([npm, "ci", *quietly], cwd=FOLDER, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"npm could not install Slack's JavaScript clients: {done.stderr.strip()[-300:]}")
    (MODULES / ".of").write_text(_wanted(), encoding="utf-8")
