"""What goes from a checkout into the image that the Containerfile builds."""

import re
from pathlib import PurePath

import pytest
from harness import ROOT

LINES = (ROOT / ".dockerignore").read_text().split()


def left_out(name: str) -> bool:
    """The last line that fits decides.

    https://docs.docker.com/build/concepts/context/#dockerignore-files
    """
    path = PurePath(name)
    fits = [line for line in LINES if any(one.match(line.lstrip("!")) for one in (path, *path.parents))]
    return bool(fits) and not fits[-1].startswith("!")


@pytest.mark.parametrize(
    "name",
    [
        ".env",
        ".git/config",
        ".venv/bin/python",
        "bot/store/__pycache__/fields.pyc",
        "data/firebell.db",
        "data/firebell.db-wal",
        "data/firebell.lock",
        "data/firebell.db.before-upgrade/copy.yml.db",
    ],
)
def test_nothing_that_is_kept_or_secret_goes_into_it(name: str) -> None:
    assert left_out(name)


def test_all_that_the_containerfile_copies_does() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", (ROOT / "Containerfile").read_text(), re.MULTILINE)
    names = " ".join(copied).split()
    inside = [*(ROOT / "bot").rglob("*.*"), *(ROOT / "data").glob("*.yml")]
    names += [path.relative_to(ROOT).as_posix() for path in inside if path.suffix != ".pyc"]
    assert {"manifest.yml", "data/defaults.yml", "bot/sandbox/page/index.html"} <= set(names)
    assert not [name for name in names if left_out(name)]
