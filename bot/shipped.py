"""Files that come with Firebell: a first taxonomy, and what the app is in Slack."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent

# libyaml's is ten times as fast; not every build of PyYAML has it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def defaults() -> Mapping[str, Any]:
    """Read the taxonomy that a new workspace starts with."""
    return _read("data/defaults.yml")


def manifest() -> Mapping[str, Any]:
    """Read what the app is to be in Slack."""
    return _read("manifest.yml")


@cache
def _read(name: str) -> Mapping[str, Any]:
    said: Mapping[str, Any] = yaml.load(shipped(name).read_text("utf-8"), LOADER)  # noqa: S506  # a safe one
    return said


def shipped(name: str) -> Path:
    """Find a file that comes with Firebell: inside the installed package, or in the checkout beside it."""
    return next(place for place in (HERE / name, HERE.parent / name) if place.exists())
