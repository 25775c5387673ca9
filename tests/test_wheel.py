"""What `pip install .` puts in place works by itself, in a clean environment such as pipx makes."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from harness import ROOT, reached

from bot import __version__

pytestmark = [pytest.mark.slow]

THIS = f"3.{sys.version_info.minor}"
VERSIONS = ["3.11", "3.12", "3.13", "3.14"]
ALL = os.environ.get("FIREBELL_TEST_PYTHONS") == "all"
"""Each takes a quarter of a minute, so only who asks for it has more than the one that runs this."""

UNREACHED = ("Could not find a version that satisfies", "Failed to establish a new connection")
PATIENCE = 180.0
CONTAINERFILE = (ROOT / "Containerfile").read_text()


def interpreter(version: str) -> str | None:
    """Find one that runs: a name on the PATH may stand for a version that is not there."""
    if version == THIS:
        return sys.executable
    homes = Path.home().glob(f".pyenv/versions/{version}.*/bin/python")
    for found in (*map(str, homes), shutil.which(f"python{version}")):
        if found and subprocess.run([found, "--version"], check=False, capture_output=True).returncode == 0:
            return found
    return None


def pip(*words: str) -> None:
    """Run pip; where no package index can be reached nothing is said about the wheel."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode and any(words in done.stderr for words in UNREACHED):
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build it from what the Containerfile copies, and from nothing else."""
    folder, checkout = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("checkout")
    for names, target in re.findall(r"^COPY (.+) (\S+)$", CONTAINERFILE, re.MULTILINE):
        for name in names.split():
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, checkout / target)
    pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(checkout))
    (built,) = folder.glob("*.whl")
    return built


def test_it_holds_all_that_the_checkout_has(wheel: Path) -> None:
    """The page, the seeds, the migrations, and what a fresh start needs."""
    sources = [path for path in (ROOT / "bot").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    besides = {"bot/data/catalog.yml", "bot/data/defaults.yml", "bot/manifest.yml"}
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("bot/")}
    assert held == {path.relative_to(ROOT).as_posix() for path in sources} | besides
    assert {"bot/sandbox/page/index.html", "bot/sandbox/seed/default.yml"} <= held


def test_the_container_begins_with_what_begins_it_here() -> None:
    """What it installs and starts is what the tests below install and start."""
    assert re.findall(r"^ *(?:RUN|&&) (pip .*?)(?: \\)?$", CONTAINERFILE, re.MULTILINE) == [
        "pip install --no-cache-dir --require-hashes -r requirements-postgres.lock",
        "pip install --no-cache-dir --no-deps .",
    ]
    assert re.findall(r"^CMD (.*)$", CONTAINERFILE, re.MULTILINE) == ['["firebell", "run"]']
    (version,) = re.findall(r"^FROM python:(3\.\d+)-slim$", CONTAINERFILE, re.MULTILINE)
    assert version in VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
async def test_it_runs_where_nothing_else_is(wheel: Path, tmp_path: Path, version: str) -> None:
    python = interpreter(version)
    if python is None:
        pytest.skip(f"there is no Python {version} here")
    if version != THIS and not ALL:
        pytest.skip(f"Python {version} is tried where FIREBELL_TEST_PYTHONS=all")
    await asyncio.to_thread(_install, python, wheel, tmp_path / "clean")
    firebell = tmp_path / "clean" / "bin" / "firebell"
    assert await said(firebell, tmp_path, "--version") == f"firebell {__version__}\n"
    assert "priorities:" in await said(firebell, tmp_path, "config", "export")
    async with running(firebell, tmp_path, "demo", "--port", "0") as demo:
        line = await line_with(demo, "http://")
        assert await status(next(word for word in line.split() if word.startswith("http://"))) == 200
    async with running(firebell, tmp_path, "sandbox", "--port", "0") as sandbox:
        told: dict[str, str] = json.loads(await line_with(sandbox, "{"))
        ours = {**told, "DATABASE_URL": f"sqlite:///{tmp_path}/bell.db", **reached()}
        async with running(firebell, tmp_path, "run", **ours):
            await until_200(f"{ours['PUBLIC_URL']}/readyz")
            assert await status(f"{ours['PUBLIC_URL']}/healthz") == 200


def _install(python: str, wheel: Path, place: Path) -> None:
    """What is only tried once is not compiled beforehand."""
    subprocess.run([python, "-m", "venv", "--without-pip", place], check=True)
    there = ("--python", str(place / "bin" / "python"))
    (lock,) = re.findall(r"--require-hashes -r (\S+)", CONTAINERFILE)
    pip(*there, "install", "--no-compile", "--require-hashes", "-r", str(ROOT / lock))
    pip(*there, "install", "--no-compile", "--no-deps", str(wheel))
    pip(*there, "check")


def clean(more: dict[str, str]) -> dict[str, str]:
    """Nothing of the checkout, and nothing that is meant for another Firebell."""
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **more}


async def said(firebell: Path, folder: Path, *words: str) -> str:
    environment = clean({"DATABASE_URL": f"sqlite:///{folder}/firebell.db"})
    process = await asyncio.create_subprocess_exec(
        firebell, *words, cwd=folder, env=environment, stdout=PIPE, stderr=PIPE
    )
    out, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 0, errors.decode()
    return out.decode()


@asynccontextmanager
async def running(firebell: Path, folder: Path, *words: str, **more: str) -> AsyncIterator[Process]:
    """Run it meanwhile; it ends by itself when it is told to."""
    process = await asyncio.create_subprocess_exec(
        firebell, *words, cwd=folder, env=clean(more), stdout=PIPE, stderr=DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 0


async def line_with(process: Process, words: str) -> str:
    assert process.stdout
    while line := (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode():
        if words in line:
            return line
    raise AssertionError(f"it never said {words}")


async def status(url: str) -> int:
    async with aiohttp.ClientSession() as http, http.get(url) as answer:
        return answer.status


async def until_200(url: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if await _is_200(url):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{url} never answered")


async def _is_200(url: str) -> bool:
    try:
        return await status(url) == 200
    except aiohttp.ClientError:
        return False
