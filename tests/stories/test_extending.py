"""docs/extending.md by doing: its files, and one word in a tuple each, are served."""

import asyncio
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from first_start import begin
from harness import PATIENCE, ROOT, Workspace

PAGE = (ROOT / "docs" / "extending.md").read_text()
NEW = re.compile(r"^New, `(bot/[^`]+)`(?:: empty\.|:\n\n```python\n(.*?)^```$)", re.DOTALL | re.MULTILINE)
LINE = r"^```python\n(    [^\n]*{}[^\n]*\n)```$"

TUPLES = {
    "bot/listeners/__init__.py": ("FEATURES", "from bot.listeners.find import census", "census"),
    "bot/jobs/clock.py": ("JOBS", "from bot.jobs import count_people", "count_people"),
    "bot/app.py": ("INTEGRATIONS", "from bot.integrations.lamp.connect import connect as lamp", "lamp"),
}
"""What each part is named in: a tuple, the import, the word."""

LINES = {
    "bot/settings/__init__.py": (("class Settings:", "lamp_url: str"),),
    "bot/settings/rules.py": (("RULES: ", '"lamp_url": Regexp'),),
    "bot/views/work/failure.py": (("NOT_DONE = {", '"set_lamp"'),),
}
"""Which line of the page stands in what: a setting of its own, and the words for a failure."""


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A copy of Firebell, with what the page adds."""
    for name in ("bot", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "manifest.yml", tmp_path)
    for name, text in NEW.findall(PAGE):
        place = tmp_path / name
        assert not place.exists()
        place.parent.mkdir(exist_ok=True)
        place.write_text(text)
    for name, (list_, line, word) in TUPLES.items():
        assert f"`{list_}` in `{name}`" in PAGE
        _edit(tmp_path / name, rf"^{list_}\b[^=\n]* = \(", rf"\g<0>{word}, ")
        _edit(tmp_path / name, r"^from bot", rf"{line}\n\g<0>")
    for name, wanted in LINES.items():
        assert f"`{name}`" in PAGE
        for place, words in wanted:
            (said,) = re.findall(LINE.format(re.escape(words)), PAGE, re.MULTILINE)
            _edit(tmp_path / name, _after(place), lambda found, said=said: found[0] + said)
    return tmp_path


def _after(place: str) -> str:
    """Give the end of the line that opens a table, or of the docstring of a class."""
    return rf'^{re.escape(place)}[^\n]*\n(?:    """[^\n]*"""\n\n)?'


def _edit(path: Path, what: str, put: Any) -> None:
    text, count = re.subn(what, put, path.read_text(), count=1, flags=re.MULTILINE)
    assert count == 1, f"{path}: {what}"
    path.write_text(text)


@asynccontextmanager
async def lamp() -> AsyncIterator[tuple[str, list[Any]]]:
    """Give where a lamp hangs, and what it was told."""
    told: list[Any] = []

    async def take(request: web.Request) -> web.Response:
        told.append(await request.json())
        return web.Response()

    app = web.Application()
    app.router.add_put("/state", take)
    async with TestServer(app) as server:
        yield str(server.make_url("/state")), told


@asynccontextmanager
async def running(scratch: Path, workspace: Workspace, lamp_url: str) -> AsyncIterator[None]:
    process = await begun(scratch, workspace, lamp_url, "run")
    try:
        yield
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), PATIENCE)
    assert process.returncode == 0


async def doctor(scratch: Path, workspace: Workspace, lamp_url: str) -> str:
    process = await begun(scratch, workspace, lamp_url, "doctor", stdout=subprocess.PIPE)
    said, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    return said.decode()


async def begun(
    scratch: Path, workspace: Workspace, lamp_url: str, *words: str, **more: Any
) -> asyncio.subprocess.Process:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "DATABASE_"))}
    ours = {name: value for name, value in workspace.sandbox.environment.items() if name.startswith("SLACK_")}
    given = {
        "DATABASE_URL": f"sqlite:///{scratch}/firebell.db",
        "LAMP_URL": lamp_url,
        "PYTHONPATH": str(scratch),
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, cwd=scratch, env={**clean, **ours, **given}, **more
    )


def test_what_the_page_shows_is_as_everything_else_here(scratch: Path) -> None:
    new = [name for name, text in NEW.findall(PAGE) if text]
    assert len(new) == 4
    ruff = [sys.executable, "-m", "ruff"]
    config = ["--config", str(ROOT / "pyproject.toml")]
    for words in (["check", "--quiet", "--no-cache", *config], ["format", "--check", "--no-cache", *config]):
        done = subprocess.run([*ruff, *words, *new], cwd=scratch, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


@pytest.mark.slow
async def test_firebell_serves_what_the_page_adds(scratch: Path, workspace: Workspace) -> None:
    begin(f"sqlite:///{scratch}/firebell.db")
    async with lamp() as (url, told), running(scratch, workspace, url):
        await workspace.until(lambda state: state["connections"])
        answer = await workspace.slash("ana", "census")
        assert re.search(r"knows \d+ people, \d+ of them guests", str(answer["ephemerals"])), answer
        mistyped = await workspace.slash("ana", "censsus")
        assert "Did you mean `/incident census`" in str(mistyped), mistyped
        assert "people are known." in await result(scratch / "firebell.db", "count people")
        await workspace.declare("ana", Customers="Nobody or hardly anybody can order")
        await until(lambda: told and told[-1] == {"red": True})
        assert f"It is at {url}." in await doctor(scratch, workspace, url)


async def result(database: Path, job: str) -> str:
    """Wait until a job has run, and give what it said."""

    def said() -> str:
        with closing(sqlite3.connect(database)) as connection:
            rows = connection.execute("select last_result from job where name = ?", (job,)).fetchall()
        return str(rows[0][0] or "") if rows else ""

    await until(said)
    return said()


async def until(what: Any) -> None:
    for _ in range(int(PATIENCE / 0.05)):
        if what():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never came true")
