"""Bring a database to the tables of today."""

from pathlib import Path

import peewee
from playhouse.migrations import Runner

from bot.store.engine import locks

MIGRATIONS = Path(__file__).parent / "migrations"


def is_of_today(database: peewee.Database) -> bool:
    return all(one.applied for one in Runner(database, str(MIGRATIONS)).status())


def is_ours(database: peewee.Database) -> bool:
    """Tell whether it was Firebell's ever, of whatever version."""
    return any(one.applied for one in Runner(database, str(MIGRATIONS)).status())


def migrate(database: peewee.Database) -> list[str]:
    """Apply what is pending, each in a transaction, and name it.

    The runner has no lock of its own. https://docs.peewee-orm.com/en/latest/peewee/migrations.html
    """
    with locks.one_at_a_time():
        return list(Runner(database, str(MIGRATIONS)).up())
