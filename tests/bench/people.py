"""The sandbox's own workspace, with a crowd in it: enough people to act at the same moment."""

from pathlib import Path

import yaml

from bot.sandbox.seed import DEFAULT

CROWD = [f"visitor{number:03}" for number in range(200)]
"""The people who act in the loads."""


def seed_file(folder: Path) -> Path:
    """Write the seed file, and give its place."""
    seed = yaml.safe_load(DEFAULT.read_text(encoding="utf-8"))
    seed["people"] += [{"name": name, "email": f"{name}@demo.example"} for name in CROWD]
    path = folder / "crowd.yml"
    path.write_text(yaml.safe_dump(seed), encoding="utf-8")
    return path
