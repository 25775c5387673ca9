"""What froze deployments before there was a switch for it does so after the upgrade."""

from importlib import import_module
from typing import Any

from bot.store import taxonomy
from bot.store.engine.current import CURRENT

MIGRATION: Any = import_module("bot.store.migrations.0031_environments_that_freeze")


def migrated(*, back: bool = False) -> dict[str, bool]:
    (MIGRATION.down if back else MIGRATION.up)(None, CURRENT.obj)
    said = taxonomy.document()["environments"]
    return {key: one["freezes"] for key, one in said.items() if "freezes" in one}


def test_those_that_were_chosen_already_freeze(do: Any) -> None:
    assert do(lambda _: migrated(back=True)) == {}
    assert do(lambda _: migrated()) == {"PRD": True}
