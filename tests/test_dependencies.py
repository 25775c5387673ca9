"""What is installed is what was looked at: every package is pinned, with its hashes."""

import re
import tomllib

import pytest
from harness import ROOT

PINNED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[\w,]+\])?==\S+")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def entries(lock: str) -> dict[str, str]:
    """Give what a lock file says of each package, by its name."""
    text = re.sub(r"\\\n", "", (ROOT / lock).read_text())
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return {_same(line): line for line in lines}


def _same(requirement: str) -> str:
    """Give the one spelling of a package's name."""
    (name,) = re.findall(r"^[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[-_.]+", "-", name).lower()


LOCKS = ("requirements.lock", "requirements-postgres.lock", "requirements-dev.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_its_hashes(lock: str) -> None:
    there = entries(lock)
    assert len(there) > 20
    for name, line in there.items():
        assert PINNED.match(line), name
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", line), name


def test_the_lock_files_hold_all_that_is_needed_and_agree() -> None:
    run, postgres, dev = map(entries, LOCKS)
    assert {_same(one) for one in PROJECT["dependencies"]} <= run.keys()
    assert {name: postgres.get(name) for name in run} == run
    assert postgres.keys() - run.keys() == {"psycopg", "psycopg-binary"}
    wanted = {_same(one) for one in PROJECT["optional-dependencies"]["dev"]} - {"firebell"}
    assert wanted <= dev.keys()
    assert {name: PINNED.findall(line) for name, line in postgres.items() if dev.get(name) != line} == {}


def test_nothing_is_installed_without_its_hash() -> None:
    """`--no-deps` installs the project itself; uv writes the lock files and is part of neither."""
    makefile = (ROOT / "Makefile").read_text()
    containerfile = (ROOT / "Containerfile").read_text()
    for line in (*makefile.splitlines(), *containerfile.splitlines()):
        if "pip install" in line and "quiet uv" not in line:
            assert "--require-hashes" in line or "--no-deps" in line, line
